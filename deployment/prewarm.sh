#!/usr/bin/env bash
# Loads the wallets of a segment's users ahead of a send, and shows how it goes on.
#
#   deployment/prewarm.sh FILE [OPTION=VALUE...]     FILE is CSV with a header, or lines of JSON if it ends in json; - is standard input
#   deployment/prewarm.sh --follow JOB
#   deployment/prewarm.sh --cancel JOB
#
# Options are those of POST /v1/prewarm, see docs/prewarm.md: user_id_column, culture_column, cultures, calls, ttl, not_before,
# deadline. Environment: PROXY_URL (http://localhost:8080), PROXY_CLIENT (admin), PROXY_SECRET, or PROXY_SECRET_FILE which holds it.
#
# Ends with 0 if every wallet was loaded or is held, 3 if some failed or rows were refused, 4 if the job was cancelled, expired or
# has failed, 1 if the proxy can't be asked, 2 for wrong arguments. Interrupted, it leaves the job alone. Needs curl.
set -euo pipefail

url=${PROXY_URL:-http://localhost:8080}
client=${PROXY_CLIENT:-admin}

say() { echo "$*" >&2; }
usage() { sed -n '2,/^set -/{/^#/s/^# \{0,1\}//p}' "$0" >&2; exit 2; }

[ $# -ge 1 ] || usage
if [ -n "${PROXY_SECRET_FILE:-}" ]; then
  secret=$(<"$PROXY_SECRET_FILE")
elif [ -n "${PROXY_SECRET:-}" ]; then
  secret=$PROXY_SECRET
else
  say "PROXY_SECRET or PROXY_SECRET_FILE must be set: the secret of the client $client, which must have the role admin."
  exit 2
fi

# By a file descriptor, as command lines can be seen by others.
quoted() { printf '%s' "$1" | sed 's/[\\"]/\\&/g'; }
ask() { curl -sS --config <(printf 'user = "%s:%s"\n' "$(quoted "$client")" "$(quoted "$secret")") "$@"; }

encoded() {
  local LC_ALL=C i c
  for ((i = 0; i < ${#1}; i++)); do
    c=${1:i:1}
    case $c in [a-zA-Z0-9.~_-]) printf %s "$c" ;; *) printf '%%%02X' "'$c" ;; esac
  done
}

# The answer goes to $answer, its status to $status.
call() {
  local out
  out=$(ask -w '\n%{http_code}' "$@") || { say "No answer from $url."; exit 1; }
  status=${out##*$'\n'}
  answer=${out%$'\n'*}
  if [ "${status:0:1}" != 2 ]; then
    say "The proxy answered $status: $(text detail)"
    exit 1
  fi
}
text() { sed -n "s/.*\"$1\":\"\(\([^\"\\\\]\|\\\\.\)*\)\".*/\1/p" <<<"$answer"; }
number() { sed -n "s/.*\"$1\":\([0-9.]*\)[,}].*/\1/p" <<<"$answer"; }

show() {
  local state done total left percent bar eta
  state=$(text state) done=$(($(number done) + $(number failed))) total=$(number total)
  percent=$((total == 0 ? 100 : done * 100 / total))
  eta=$(text estimated_finish)
  if [ -t 2 ]; then
    printf -v bar '%*s' $((percent * 30 / 100)) ''
    printf '\r\033[K%s [%-30s] %3d %%  %d of %d, %s/s%s' "$state" "${bar// /#}" "$percent" "$done" "$total" "$(number per_second)" \
      "${eta:+, done about $eta}" >&2
  elif [ "$state $((percent / 10))" != "${shown:-}" ]; then
    shown="$state $((percent / 10))"
    say "$state: $percent %, $done of $total, $(number per_second)/s${eta:+, done about $eta}"
  fi
}

follow() {
  local failed refused
  trap 'say ""; say "The job goes on: $0 --follow $1 or $0 --cancel $1"; exit 130' INT
  while :; do
    call "$url/v1/jobs/$1"
    show
    [ -z "$(text finished_at)" ] || break
    sleep 1
  done
  [ ! -t 2 ] || say ""
  failed=$(number failed) refused=$(number refused)
  say "$(text state): $(sed 's/.*"outcomes":{\([^}]*\)}.*/\1/; s/"//g; s/:/ /g; s/,/, /g' <<<"$answer"); $refused rows refused"
  if [ "$refused" != 0 ]; then
    sed 's/.*"refused_rows":\[\(.*\)\],"items".*/\1/; s/},{/\n/g; s/[{}]//g' <<<"$answer" |
      sed -n 's/"line":\([0-9]*\),"reason":"\([^"]*\)"/  line \1: \2/; 1,20p' >&2
  fi
  [ "$(text state)" = "done" ] || exit 4
  [ "$failed" = 0 ] && [ "$refused" = 0 ] || exit 3
}

case $1 in
  --follow) [ $# = 2 ] || usage; follow "$2" ;;
  --cancel) [ $# = 2 ] || usage; call -X DELETE "$url/v1/jobs/$2"; say "$(text state)" ;;
  -*[!-]*) usage ;;
  *)
    file=$1
    shift
    [ "$file" = - ] || [ -r "$file" ] || { say "There is no file $file that can be read."; exit 2; }
    type=text/csv
    case $file in *json) type=application/x-ndjson ;; esac
    query=
    for option in "$@"; do
      case $option in ?*=*) query+="&$(encoded "${option%%=*}")=$(encoded "${option#*=}")" ;; *) usage ;; esac
    done
    # -T sends it as it is read, however large it is.
    call -X POST -H "Content-Type: $type" -H 'Expect:' -T "$file" "$url/v1/prewarm${query:+?${query#&}}"
    job=$(text id)
    say "Job $job: $(number accepted) rows, $(number refused) refused, $(number total) wallets to load."
    [ "$(sed -n 's/.*"durable":\(true\|false\).*/\1/p' <<<"$answer")" = true ] || say "$(text note)"
    follow "$job"
    ;;
esac
