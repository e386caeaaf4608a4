#!/usr/bin/env bash
# How long hits take while all are asked for equally many: each build of the proxy, nginx' proxy_cache and Varnish answer the same
# request with the same body, in turns, at a rate that none has trouble with. A load generator that asks as fast as it gets answers
# (src/bench/hits.sh, compare.sh) tells throughput; its percentiles are those of whoever is slower. Prints a Markdown table.
#
#   src/bench/latency.sh [NAME=COMMAND...]      default: what is in target/
#
# Needs h2load (Debian's nghttp2-client), curl, nginx and varnishd; leaves out nginx or Varnish, and says so, if they aren't installed.
# RATES ("5000 10000", requests a second), CONNECTIONS ("64 1000"), SECONDS_EACH (5) and ROUNDS (3) change the load, PINNED=true gives the
# load generator and the simulator a processor of their own. h2load has all connections ask at the same moment, so a rate comes in
# bursts of as many requests as there are connections. Each contender has a round before that isn't counted, as fast as it answers,
# of WARM_UP seconds (SECONDS_EACH).
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=src/bench/common.sh
. src/bench/common.sh
need h2load curl
choose_contenders "$@"

seconds=${SECONDS_EACH:-5} rounds=${ROUNDS:-3} rates=${RATES:-5000 10000} connections=${CONNECTIONS:-64 1000}
warm_up=${WARM_UP:-$seconds}
path="/v1/wallets/$user?culture=fr&limit=2"
printf '{"user_id":"%s","culture":"fr","tz":"Europe/Paris","limit":2}' "$user" >"$work/body.json"

most=64
for count in $connections; do [ "$count" -le "$most" ] || most=$count; done
need_files $((most + 600))

# ask PORT METHOD CONNECTIONS SECONDS [RATE]: a line for each answer in "$work/answers": when, status, microseconds.
ask() {
  local target=$path arguments=()
  if [ "$2" = POST ]; then
    target=/v1/wallets
    arguments=(-d "$work/body.json" -H 'Content-Type: application/json')
  fi
  if [ -n "${5:-}" ]; then
    arguments+=("--rps=$(awk -v r="$5" -v c="$3" 'BEGIN { print r / c }')" "--log-file=$work/answers" --warm-up-time=1)
  fi
  rm -f "$work/answers"
  "${load_processors[@]}" h2load --h1 -t1 "-c$3" -D "$4" -H "$authorization" "${arguments[@]}" "http://127.0.0.1:$1$target" >"$work/h2load.out"
}

# Of "$work/answers": how many a second, median, 99th and 99.9th percentile in milliseconds, how many weren't 200.
summary() {
  sort -t "$(printf '\t')" -k3,3n "$work/answers" | awk -v s="$seconds" '
    { took[NR] = $3; if ($2 != 200) failed++ }
    function of(part) { i = int(NR * part + 0.999999); return took[i < 1 ? 1 : i] / 1000 }
    END { printf "%d %.1f %.1f %.1f %d\n", NR / s, of(0.5), of(0.99), of(0.999), failed }'
}

names=() ports=()
contend() { names+=("$1") ports+=("$2"); }
start_simulator "${contenders[0]#*=}"
for contender in "${contenders[@]}"; do
  start_proxy "${contender#*=}" "$work/proxy.log"
  await_url "http://127.0.0.1:$proxy_port$path" "$work/proxy.log"
  contend "${contender%%=*}" "$proxy_port"
done
origin=${ports[0]}
if has nginx; then
  start_nginx nginx "$origin"
  contend nginx "$nginx_port"
fi
if has varnishd; then
  start_varnish varnish "$origin"
  contend Varnish "$varnish_port"
fi

for i in "${!names[@]}"; do
  for method in $(methods "${names[$i]}"); do
    say "warming up ${names[$i]} $method"
    ask "${ports[$i]}" "$method" 64 "$warm_up"
  done
done
for count in $connections; do
  for rate in $rates; do
    for round in $(seq "$rounds"); do
      for i in "${!names[@]}"; do
        for method in $(methods "${names[$i]}"); do
          ask "${ports[$i]}" "$method" "$count" "$seconds" "$rate"
          read -r reached median p99 p999 failed <<<"$(summary)"
          say "$count connections, $rate/s, round $round: ${names[$i]} $method $reached/s, median $median ms, p99 $p99 ms, p99.9 $p999 ms, $failed failed"
          echo "$count $rate $i $method $reached $median $p99 $p999 $failed" >>"$work/results"
        done
      done
    done
  done
done

values() { # CONNECTIONS RATE I METHOD COLUMN: of all rounds, the least first
  awk -v n="$1" -v r="$2" -v i="$3" -v m="$4" -v c="$5" '$1 == n && $2 == r && $3 == i && $4 == m { print $c }' "$work/results" | sort -n
}

echo "| | connections | requests/s asked for | answered | median, ms | p99, ms: middle of $rounds rounds (all) | p99.9, ms | failed |"
echo "|---|---|---|---|---|---|---|---|"
for count in $connections; do
  for rate in $rates; do
    for i in "${!names[@]}"; do
      for method in $(methods "${names[$i]}"); do
        of=("$count" "$rate" "$i" "$method")
        echo "| ${names[$i]} $method | $count | $rate | $(values "${of[@]}" 5 | middle) | $(values "${of[@]}" 6 | middle) |" \
          "$(values "${of[@]}" 7 | middle) ($(values "${of[@]}" 7 | xargs)) | $(values "${of[@]}" 8 | middle) |" \
          "$(values "${of[@]}" 9 | awk '{ s += $1 } END { print s }') |"
      done
    done
  done
done
