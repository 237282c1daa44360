# SPDX-License-Identifier: MIT
# Sourced behind tap.sh by the tests of ft-job: a fake, and words for it.
# shellcheck disable=SC2034,SC2154 # for who sources it; set by tap.sh
# shellcheck source=tests/server/fake.sh
. "$top/tests/server/fake.sh"
# shellcheck disable=SC2119 # it takes none of ours
fake_needs
unset OPENAI_API_KEY OPENAI_BASE_URL OPENAI_ORG_ID OPENAI_PROJECT_ID \
	FT_PROVIDER http_proxy https_proxy all_proxy CURL_CA_BUNDLE \
	SSL_CERT_DIR SSL_CERT_FILE

jobs=/v1/fine_tuning/jobs
# shellcheck disable=SC2119
fake_start --set now=1795219200
OPENAI_BASE_URL=$fake/v1
OPENAI_API_KEY=$fake_key
export OPENAI_BASE_URL OPENAI_API_KEY

# put [BASE [HEADER]]: a training file on the server; its id is $id
put() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		printf '{"messages":[{"role":"user","content":"a"},%s]}\n' \
			'{"role":"assistant","content":"b"}'
	done >train.jsonl
	curl -sS -H "${2:-Authorization: Bearer} $fake_key" \
		-F "file=@train.jsonl" -F purpose=fine-tune \
		"${1:-$fake/v1}/files" >put.json
	id=$(sed -n 's/.*"id": *"\([^"]*\)".*/\1/p' put.json)
}
create() { # OPTION...
	run ft-job create --today 2026-11-21 --training-file "$file" "$@"
}
begin() { # a job; its id is $job
	job=$(ft-job create --today 2026-11-21 -m fake-base \
		--training-file "$file" --id)
}
request() { # OPTION...: what would be sent, without our own key
	create -n "$@"
	sed 's/,*"ft_job_key":"[0-9a-f]*"//; s/,"metadata":{}//' out >got
}
fails() { # FAULT ON [TIMES]
	fake_post faults "{\"name\":\"$1\",\"on\":\"$2\",\"times\":${3:-1}}"
}
quiet_fake() {
	curl -sS -X DELETE "$fake/_fake/faults" >fake.said
}
lines() { # FILE NUMBER TITLE
	[ "$(wc -l <"$1")" -eq "$2" ]
	ok $? "$3"
}
njobs() { # NUMBER TITLE
	ft-job list --id >ids
	lines ids "$1" "$2"
}
sends() { # JSON TITLE: it is what stands behind model and file
	printf '{"model":"fake-base","training_file":"%s"%s}\n' "$file" "$1" \
		>want
	same got want "$2"
}
