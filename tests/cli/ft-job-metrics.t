#!/bin/sh
# SPDX-License-Identifier: MIT
# ft-job metrics: from the result file or the events, printed and drawn.
# shellcheck source=tests/cli/tap.sh
. "${0%/*}/tap.sh"
# shellcheck source=tests/cli/job.sh
. "$top/tests/cli/job.sh"

put
file=$id
fake_post config '{"steps":4,"pace":0}'
begin
metrics() { # OPTION...
	run ft-job metrics "$job" "$@"
}
result() { # TEXT: is the result file, for the next look
	printf '%s' "$1" | python3 -c 'import json, sys
print(json.dumps({"on": "GET /v1/files/*/content", "text": sys.stdin.read(),
    "status": 200}))' >fault
	fake_post faults "$(cat fault)"
}

# Before there are any, and while there is no result file.
metrics
status 75 'a job that has not begun: status 75'
err_has 'no metrics yet: the job is validating_files' 'which is said'
empty out 'nothing is printed'
fake_post advance "{\"job\":\"$job\",\"steps\":5}"
metrics
status 0 'a job that runs: status 0'
err_has 'info: no result file yet; this is what the events tell' 'told'
cat >want <<'end'
{"step":1,"train_loss":1.14286,"train_mean_token_accuracy":0.6,"total_steps":4}
{"step":2,"train_loss":0.8,"train_mean_token_accuracy":0.7,"total_steps":4}
{"step":3,"train_loss":0.61538,"train_mean_token_accuracy":0.8,"total_steps":4}
end
same out want 'the events in the order of their steps'
metrics --csv
echo 'step,train_loss,train_mean_token_accuracy,total_steps' >want
head -n 1 out >got
same got want '--csv: a header'
lines out 4 'and the rows'

# From the result file.
fake_post advance "{\"job\":\"$job\"}"
metrics
status 0 'a job that has ended: status 0'
empty err 'nothing is said'
cat >want <<'end'
{"step":1,"train_loss":1.14286,"train_accuracy":0.6,"valid_loss":null,"valid_mean_token_accuracy":null}
{"step":2,"train_loss":0.8,"train_accuracy":0.7,"valid_loss":null,"valid_mean_token_accuracy":null}
{"step":3,"train_loss":0.61538,"train_accuracy":0.8,"valid_loss":null,"valid_mean_token_accuracy":null}
{"step":4,"train_loss":0.5,"train_accuracy":0.9,"valid_loss":null,"valid_mean_token_accuracy":null}
end
same out want 'a line of JSON for each row, null where a cell is empty'
cp want plain
metrics --csv
status 0 '--csv: status 0'
result_file=$(ft-job show "$job" 2>err | sed 's/.*"result_files":\["\([^"]*\)".*/\1/')
ft-files content "$result_file" >want
same out want 'the bytes of the file'
cp want csv
base64 csv >coded
result "$(cat coded)"
metrics
same out plain 'base64 is decoded'
result "$(tr -d '\n' <coded)"
metrics --csv
same out csv 'for --csv, too'
result "$(sed 's/$/\r/' csv)"
metrics
same out plain 'line ends may be CRLF'

# What is no table.
result '<html>no</html>'
metrics
status 3 'a page of a gateway is no result file: status 3'
err_has 'the result file is no table of metrics' 'and that is said'
result '<html>no</html>'
metrics --csv
status 3 'nor is it printed'
empty out 'at all'

# What would drive a terminal.
wild=$(printf 'step,a\033[2J_loss\n1,\302\233')
result "$wild"
metrics --csv
has out "$(printf 'a\033[2J_loss')" '--csv: a pipe gets the bytes'
result "$wild"
metrics
has out '"a\u001b[2J_loss":"\u009b"' 'JSON has escapes'
if command -v script >/dev/null; then
	result "$wild"
	run script -qec "ft-job metrics $job --csv" typescript
	has out 'step,a\x1b[2J_loss' 'a terminal is not driven by --csv'
else
	skip 'no script(1)' 'a terminal is not driven by --csv'
fi
quiet_fake

# Drawn.
fake_post config '{"steps":6}'
metrics --plot
status 0 '--plot: status 0'
cat >want <<'end'
JOB  * train_loss
    |**
    |  ***
    |     ***
  1 +        ***
    |           ****
    |               ***
    |                  ***
    |                     ***
0.8 +                        ****
    |                            ******
    |                                  ******
    |                                        ******
    |                                              ********
0.6 +                                                      ********
    |                                                              ********
    |                                                                      *****
    ++------------------------+-----------------------+------------------------+
     1                        2                       3  step
end
sed "s/$job/JOB/" out >got
same got want 'the loss, as letters'
metrics --plot --color always
printf '\033[36m*\033[0m train_loss' >want
grep -q -F -f want out
ok $? '--color always: in colour'
cat >terminal.py <<'end'
import fcntl, os, pty, struct, sys, termios
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 60, 0, 0))
    os.execvp(sys.argv[1], sys.argv[1:])
try:
    while piece := os.read(fd, 4096):
        os.write(1, piece)
except OSError:
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
end
run env TERM=xterm LC_ALL=C.UTF-8 python3 terminal.py ft-job metrics \
	"$job" --plot
status 0 'on a terminal: status 0'
tr -d '\r' <out | sed 's/\x1b\[[0-9]*m//g' >got
has got '⠤⠤ train_loss' 'in dots'
python3 -c 'print(max(len(line) for line in open("got", "rb").read().decode().split("\n")))' >widest
[ "$(cat widest)" -eq 60 ]
ok $? 'as wide as the terminal'
run env TERM=xterm LC_ALL=C.UTF-8 python3 terminal.py ft-job metrics \
	"$job" --plot --color never
out_has '* train_loss' '--color never: in letters'
run env TERM=dumb LC_ALL=C.UTF-8 python3 terminal.py ft-job metrics \
	"$job" --plot
out_has '* train_loss' 'and so on a dumb one'
metrics --svg curve.svg
status 0 '--svg: status 0'
empty out 'standard output is empty'
run python3 -c 'import sys, xml.dom.minidom as dom
svg = dom.parse("curve.svg").documentElement
points = svg.getElementsByTagName("polyline")[0].getAttribute("points").split()
print(svg.tagName, len(points), svg.getElementsByTagName("title")[0].firstChild.data)'
echo "svg 4 $job" >want
same out want 'a document of SVG with the points'
! grep -E 'href|url\(|@import' curve.svg >refs
ok $? 'that needs nothing else'
metrics --svg - --plot
status 0 '--svg -: standard output'
out_has '</svg>' 'has the picture'
out_has '* train_loss' 'and the plot'
metrics --svg none/curve.svg
status 4 'a folder that is not there: status 4'

# Two lines, gaps, rewards.
result 'step,train_loss,valid_loss
1,3,
2,2,2.5
3,1,
4,0.5,1.5
'
metrics --plot
out_has '  * train_loss  o valid_loss' 'both losses'
result 'step,train_mean_reward
1,0.1
2,0.4
'
metrics --plot
out_has '  * train_mean_reward' 'rewards, where there is no loss'
result 'step,train_accuracy
1,0.1
'
metrics --plot
status 1 'nothing to be drawn: status 1'
err_has 'there is no loss and no reward to be drawn' 'which is said'
result 'step,train_loss
1,nan
'
metrics --svg odd.svg
status 1 'nor is what is no number'
[ ! -e odd.svg ]
ok $? 'no picture is left'

# Hostile files.
result 'step,train_loss
1,0.5
2,"0.4
3,0.3
'
metrics
status 3 'a quote that never closes: status 3'
echo '{"step":1,"train_loss":0.5}' >want
head -n 1 out >got
same got want 'what stands before is printed'
err_has "ft-job: $result_file:3:" 'the place is told'
result 'step,train_loss
1,0.5,7
2,0.4
'
metrics
status 3 'a row of another width: status 3'
echo '{"step":2,"train_loss":0.4}' >want
same out want 'the others are printed'
result ''
metrics
status 3 'an empty file: status 3'
result '<html>Bad gateway</html>'
metrics
status 3 'what is no metrics: status 3'
empty out 'and prints none'
result 'step,"</svg><script>"loss
'
metrics
status 3 'text behind a quote: status 3'
result 'step,</svg><script>loss
1,2
2,1e999
3,-1e308
4,1
'
metrics --svg odd.svg
status 0 'names that are markup'
! grep -q '<script>' odd.svg
ok $? 'are none in the picture'
python3 -c 'import xml.dom.minidom as dom; dom.parse("odd.svg")' 2>err
ok $? 'which is well-formed'
fails 404 'GET /v1/files/*/content'
metrics
status 5 'a result file that is not there: status 5'
fails cut-answer 'GET /v1/files/*/content' 0
metrics --retries 0
status 75 'one that breaks off: status 75'
empty out 'prints nothing'
quiet_fake
fake_post faults '{"on":"GET */jobs/*","edit":{"/result_files":[".."]}}'
metrics
status 5 'an id that is none is a mistake of the server'

run ft-job metrics a b
status 2 'one job at a time'
metrics --csv --plot
status 2 '--csv is not drawn'
run ft-job list --plot
status 2 'list has no --plot'

# Together: from the events, which have no losses.
fake_post config '{"pace":1}'
run ft-job metrics none --provider together --base-url "$fake/together/v1"
status 5 'together: a job that is not there'
fake_stop
plan
