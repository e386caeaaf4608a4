#!/usr/bin/env bash
# From the start of the process to the first correct wallet in the caller's hand, with a SessionM that is warm.
#
#   src/bench/start.sh [NAME=COMMAND...]      default: what is in target/
#
# ROUNDS (7) starts of each, in turns. Prints a Markdown table.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=src/bench/common.sh
. src/bench/common.sh
need curl
choose_contenders "$@"
rounds=${ROUNDS:-7}

# ask PORT: succeeds once there is a wallet. By the shell's own means: starting curl would take longer than the answer.
ask() {
  local line status='' length=0
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf 'GET /v1/wallets/%s?culture=fr HTTP/1.1\r\nHost: localhost\r\n%s\r\nConnection: close\r\n\r\n' \
    "$user" "$authorization" >&3
  IFS= read -r status <&3 || true
  answer=$(cat <&3)
  exec 3>&-
  [[ $status == 'HTTP/1.1 200'* && $answer == *'"status":"ok","user_id":"'$user'"'* ]]
}

start_simulator "${contenders[0]#*=}"
# The simulator is warmed by a proxy that is then thrown away.
start_proxy "${contenders[0]#*=}" "$work/proxy.log"
for i in $(seq 0 299); do
  await_url "http://127.0.0.1:$proxy_port/v1/wallets/3f2504e0-4f89-41d3-9a0c-0305e82c$((1000 + i))" "$work/proxy.log"
done
stop "$proxy_pid"

for round in $(seq "$rounds"); do
  for i in "${!contenders[@]}"; do
    begin=${EPOCHREALTIME/./}
    start_proxy "${contenders[$i]#*=}" "$work/proxy.log"
    until ask "$proxy_port"; do
      if [ $((${EPOCHREALTIME/./} - begin)) -gt 30000000 ]; then
        say "No wallet within 30 s:"
        cat "$work/proxy.log" >&2
        exit 1
      fi
    done
    end=${EPOCHREALTIME/./}
    stop "$proxy_pid"
    say "round $round: ${contenders[$i]%%=*}: $(((end - begin) / 1000)) ms"
    echo "$i $(((end - begin) / 1000))" >>"$work/results"
  done
done

echo "| | start to first correct wallet, ms: middle of $rounds (all) |"
echo "|---|---|"
for i in "${!contenders[@]}"; do
  all=$(awk -v i="$i" '$1 == i { print $2 }' "$work/results" | sort -n)
  echo "| ${contenders[$i]%%=*} | $(awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }' <<<"$all") ($(xargs <<<"$all")) |"
done
