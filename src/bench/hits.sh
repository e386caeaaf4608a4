#!/usr/bin/env bash
# Hits side by side in one run: each build of the proxy, nginx' proxy_cache and Varnish answer the same request with the
# same body, in turns, on the same machine as the load generator. Prints a Markdown table; ratios are what it is for.
#
#   src/bench/hits.sh [NAME=COMMAND...]      default: what is in target/
#
# Needs wrk, nginx and varnishd; leaves out nginx or Varnish, and says so, if they aren't installed.
# SECONDS_EACH (8), ROUNDS (3), CONNECTIONS (64) change the load, ACCESS_LOG=true switches the proxy's log lines on, PINNED=true
# gives the load generator a processor of its own. Each contender has a round before that isn't counted, of WARM_UP seconds
# (SECONDS_EACH): a JVM with one processor compiles for half a minute, and hits wait meanwhile.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=src/bench/common.sh
. src/bench/common.sh
need wrk curl
choose_contenders "$@"

seconds=${SECONDS_EACH:-8} rounds=${ROUNDS:-3} connections=${CONNECTIONS:-64}
warm_up=${WARM_UP:-$seconds}
path="/v1/wallets/$user?culture=fr&limit=2"
body="{\"user_id\":\"$user\",\"culture\":\"fr\",\"tz\":\"Europe/Paris\",\"limit\":2}"

cat >"$work/post.lua" <<LUA
wrk.method = "POST"
wrk.body = '$body'
wrk.headers["Content-Type"] = "application/json"
LUA

names=() ports=() owners=()
contend() { names+=("$1") ports+=("$2") owners+=("${3:-}"); }

start_simulator "${contenders[0]#*=}"
for contender in "${contenders[@]}"; do
  start_proxy "${contender#*=}" "$work/proxy.log"
  await_url "http://127.0.0.1:$proxy_port$path" "$work/proxy.log"
  contend "${contender%%=*}" "$proxy_port" "$proxy_pid"
done
origin=${ports[0]}

if has nginx; then
  start_nginx nginx "$origin"
  contend "nginx proxy_cache" "$nginx_port"
fi
if has varnishd; then
  start_varnish varnish "$origin"
  contend "Varnish" "$varnish_port"
fi

# load NAME PORT SECONDS METHOD: prints requests a second and the 99th percentile in milliseconds.
load() {
  local out="$work/wrk.out" script=()
  [ "$4" = GET ] || script=(-s "$work/post.lua")
  local target=$path
  [ "$4" = GET ] || target=/v1/wallets
  "${load_processors[@]}" wrk -t1 "-c$connections" "-d${3}s" --latency -H "$authorization" "${script[@]}" "http://127.0.0.1:$2$target" >"$out"
  if grep -q -e 'Non-2xx' -e 'Socket errors' "$out"; then
    say "$1 did not answer every $4 with 200:"
    cat "$out" >&2
    exit 1
  fi
  awk '/99%/ { v = $2; if (v ~ /us$/) f = 0.001; else if (v ~ /ms$/) f = 1; else f = 1000; p99 = v * f }
       /Requests\/sec/ { rate = $2 } END { printf "%d %.1f\n", rate, p99 }' "$out"
}

for i in "${!names[@]}"; do
  for method in $(methods "${names[$i]}"); do
    say "warming up ${names[$i]} $method"
    load "${names[$i]}" "${ports[$i]}" "$warm_up" "$method" >/dev/null
  done
done
for round in $(seq "$rounds"); do
  for i in "${!names[@]}"; do
    for method in $(methods "${names[$i]}"); do
      read -r rate p99 <<<"$(load "${names[$i]}" "${ports[$i]}" "$seconds" "$method")"
      say "round $round: ${names[$i]} $method: $rate requests/s, p99 $p99 ms"
      echo "$i $method $rate $p99" >>"$work/results"
    done
  done
done

cell() { # I METHOD COLUMN: the values of all rounds, slowest first
  awk -v i="$1" -v m="$2" -v c="$3" '$1 == i && $2 == m { print $c }' "$work/results" | sort -n
}

nginx_index=
for i in "${!names[@]}"; do [ "${names[$i]}" != "nginx proxy_cache" ] || nginx_index=$i; done

echo "| | method | requests/s, middle of $rounds rounds (all) | × nginx | p99 ms (all) | RSS after, MiB |"
echo "|---|---|---|---|---|---|"
for i in "${!names[@]}"; do
  for method in $(methods "${names[$i]}"); do
    ratio=-
    if [ -n "$nginx_index" ]; then
      ratio=$(awk -v a="$(cell "$i" "$method" 3 | middle)" -v b="$(cell "$nginx_index" "$method" 3 | middle)" \
        'BEGIN { printf "%.2f", a / b }')
    fi
    memory=-
    case ${names[$i]} in nginx* | Varnish) ;; *) memory=$(rss_mib "${owners[$i]}") ;; esac
    echo "| ${names[$i]} | $method | $(cell "$i" "$method" 3 | middle) ($(cell "$i" "$method" 3 | xargs)) | $ratio |" \
      "$(cell "$i" "$method" 4 | middle) ($(cell "$i" "$method" 4 | xargs)) | $memory |"
  done
done
