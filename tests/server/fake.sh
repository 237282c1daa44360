# SPDX-License-Identifier: MIT
# Sourced by tests after tap.sh: a fake of the provider on loopback.
#
#	. "$top/tests/server/fake.sh"
#	fake_start --set steps=3	# sets $fake, $fake_other, $fake_key
#	fake_post faults '{"name":"503","on":"POST /v1/files","times":2}'
#	OPENAI_BASE_URL=$fake/v1 OPENAI_API_KEY=$fake_key run ft-files list
#	fake_count POST /v1/files	# requests of that kind: 3
#	fake_stop
#
# The log stands in ./fake.log, a line for each request.  The fake ends when
# the last writer of its standard input does, so it does not outlive the test,
# however that ends.  See the README beside this file.
# shellcheck disable=SC2154 # tap.sh sets it
fake_dir=$top/tests/server
# shellcheck disable=SC2034 # for the test
fake_key=sk-fake-0123456789abcdef
fake_pid=

# Without its programs the whole file of tests is passed over.
fake_needs() {
	for program in python3 curl "$@"; do
		command -v "$program" >/dev/null && continue
		echo "1..0 # SKIP $program is not installed"
		exit 0
	done
}

fake_start() { # [OPTION...]
	rm -f fake.in fake.out
	mkfifo fake.in fake.out
	PYTHONPATH=$fake_dir PYTHONUNBUFFERED=1 python3 -B -m fake \
		--log fake.log --until-eof "$@" \
		<fake.in >fake.out 2>fake.err 9>&- &
	fake_pid=$!
	exec 9>fake.in
	fake='' fake_other=''
	read -r fake fake_other <fake.out
	[ -n "$fake_other" ] && return
	echo 'Bail out! the fake of the provider does not start'
	sed 's/^/# /' fake.err
	exit 99
}

fake_stop() {
	exec 9>&-
	kill "$fake_pid" 2>/dev/null
	wait "$fake_pid" 2>/dev/null
	fake_pid=
}

# A proxy that logs who asks for what in ./proxy.log; it ends with the fake.
fake_proxy() { # sets $proxy
	rm -f proxy.out
	mkfifo proxy.out
	PYTHONPATH=$fake_dir python3 -B -m fake.proxy proxy.log \
		<fake.in >proxy.out 2>fake.err 9>&- &
	read -r proxy <proxy.out
	[ -n "$proxy" ] && return
	echo 'Bail out! the proxy does not start'
	exit 99
}

# A certificate for the fake, valid for a day, as ./fake.crt and ./fake.key;
# then: fake_start --tls fake.crt fake.key
fake_certificate() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
		-nodes -days 1 -subj /CN=fake -keyout fake.key -out fake.crt \
		-addext 'subjectAltName=IP:127.0.0.1,DNS:localhost' 2>fake.err
}

# What the fake is told while it runs: NAME is faults, config, answers,
# advance, events, clock, file, models or wait.  Its answer is in ./fake.said.
fake_post() { # NAME JSON
	fake_code=$(curl -sS --cacert fake.crt -o fake.said -w '%{http_code}' \
		-d "$2" "$fake/_fake/$1")
	[ "$fake_code" = 200 ] && return
	echo "Bail out! the fake does not take $1: $2"
	sed 's/^/# /' fake.said
	exit 99
}

# Waits until so many requests were logged; OUTCOME is the "answer" or the
# "aborted" of their lines, such as stalled.
fake_wait() { # METHOD PATH COUNT [OUTCOME]
	fake_post wait "{\"on\":\"$1 $2\",\"count\":$3,\"outcome\":\"${4:-*}\"}"
}

# How many requests were logged with a method, a path (a pattern of grep) and,
# where more is given, with these words in their lines?
fake_count() { # METHOD PATH [WORDS...]
	fake_lines=$(grep "\"method\":\"$1\",\"path\":\"$2\"" fake.log)
	shift 2
	for word; do
		fake_lines=$(printf '%s\n' "$fake_lines" | grep -F -e "$word")
	done
	printf '%s' "$fake_lines" | grep -c ''
}
