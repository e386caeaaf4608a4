#!/usr/bin/env bash
# What a send asks of a cache, side by side in one run: each build of the proxy, nginx' proxy_cache and Varnish, before the
# same simulated SessionM. Prints Markdown tables:
#   hits      one customer's two offers, on 64, 1,000 and 10,000 kept connections (src/bench/hits.sh has three rounds of the first)
#   misses    SessionM's own call, each for another customer, on 64 and 1,000 connections, SessionM answering at once
#   together  how many calls SessionM gets when 200 ask for the same customer at once, of one process and of two
#
#   src/bench/compare.sh [NAME=COMMAND...]      default: what is in target/
#
# Needs wrk, curl, and for its parts nginx, varnishd and redis-server; says what it leaves out. SECONDS_EACH (8) and ROUNDS (3)
# change the load, HITS="64" and MISSES="64" the connections; empty, that part is left out. Each contender has a round before that
# isn't counted, of WARM_UP seconds (SECONDS_EACH): a JVM compiles what a miss takes for about a minute on two cores. PINNED=true
# gives the load generator and the simulator a processor of their own. May be run
# again at any time: all of it is on free loopback ports.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=src/bench/common.sh
. src/bench/common.sh
need wrk curl
choose_contenders "$@"

seconds=${SECONDS_EACH:-8} rounds=${ROUNDS:-3} asking=200
warm_up=${WARM_UP:-$seconds}
hits=${HITS-64 1000 10000} misses=${MISSES-64 1000}
path="/v1/wallets/$user?culture=fr&limit=2"
sessionm_path=/offers/api/2.0/offers/get_user_offers
retailer=7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11
sessionm_authorization='Authorization: Basic c2Vzc2lvbm06ZGVtbw==' # sessionm:demo

most=0
for connections in $hits $misses; do [ "$connections" -le "$most" ] || most=$connections; done
need_files $((most + 600))

# ---- Load ------------------------------------------------------------------------------------------------------------

cat >"$work/post.lua" <<LUA
wrk.method = "POST"
wrk.body = '{"user_id":"$user","culture":"fr","tz":"Europe/Paris","limit":2}'
wrk.headers["Content-Type"] = "application/json"
LUA
# Nobody is asked for twice, in this run or another: FIRST is where the customers begin.
cat >"$work/strangers.lua" <<LUA
local n = tonumber(os.getenv("FIRST"))
wrk.headers["Content-Type"] = "application/json"
request = function()
  n = n + 1
  return wrk.format("POST", "$sessionm_path", nil, string.format(
    '{"retailer_id":"$retailer","user_id":"bbbbbbbb-4f89-41d3-9a0c-%012x","skip":0,"take":1000,"culture":"en-US"}', n))
end
LUA

first=0
# load NAME PORT KIND CONNECTIONS SECONDS [AUTHORIZATION]: prints requests a second and the 99th percentile in milliseconds.
load() {
  local out="$work/wrk.out" arguments=() target=/v1/wallets
  case $3 in
    GET) target=$path ;;
    POST) arguments=(-s "$work/post.lua") ;;
    miss) arguments=(-s "$work/strangers.lua") target=/ ;;
  esac
  FIRST=$first "${load_processors[@]}" wrk -t1 "-c$4" "-d${5}s" --timeout 10s --latency -H "${6:-$authorization}" "${arguments[@]}" \
    "http://127.0.0.1:$2$target" >"$out"
  # When wrk goes, a call of each connection is still at the simulator; whoever is next would find it slow, and turn calls away.
  [ "$3" != miss ] || sleep 1
  awk '/99%/ { v = $2; if (v ~ /us$/) f = 0.001; else if (v ~ /ms$/) f = 1; else f = 1000; p99 = v * f }
       /Requests\/sec/ { rate = $2 } /Non-2xx/ { failed += $NF } /Socket errors/ { gsub(",", ""); failed += $4 + $6 + $8 + $10 }
       END { printf "%d %.1f %d\n", rate, p99, failed }' "$out"
}

# measure TABLE CONNECTIONS-LIST: each of `contend`'s in turns, after a round that isn't counted.
names=() ports=() kinds=() credentials=()
contend() { names+=("$1") ports+=("$2") kinds+=("$3") credentials+=("${4:-$authorization}"); }
measure() {
  local table=$1 round i rate p99 failed connections time
  shift
  for connections in "$@"; do
    for round in $(seq 0 "$rounds"); do
      time=$([ "$round" = 0 ] && echo "$warm_up" || echo "$seconds")
      for i in "${!names[@]}"; do
        read -r rate p99 failed <<<"$(load "${names[$i]}" "${ports[$i]}" "${kinds[$i]}" "$connections" "$time" "${credentials[$i]}")"
        first=$((first + (rate + 1) * (time + 2)))
        [ "$round" = 0 ] || say "$table, $connections connections, round $round: ${names[$i]} ${kinds[$i]} $rate/s, p99 $p99 ms, $failed failed"
        [ "$round" = 0 ] || echo "$table $connections $i $rate $p99 $failed" >>"$work/results"
      done
    done
  done
}

values() { # TABLE CONNECTIONS I COLUMN: of all rounds, the least first
  awk -v t="$1" -v n="$2" -v i="$3" -v c="$4" '$1 == t && $2 == n && $3 == i { print $c }' "$work/results" | sort -n
}

table() { # TABLE CONNECTIONS...
  local table=$1 i j connections rate ratio
  shift
  [ $# -gt 0 ] || return 0
  echo "| | connections | requests/s, middle of $rounds rounds (all) | × nginx | p99, ms (all) | failed |"
  echo "|---|---|---|---|---|---|"
  for i in "${!names[@]}"; do
    for connections in "$@"; do
      rate=$(values "$table" "$connections" "$i" 4 | middle)
      ratio=-
      for j in "${!names[@]}"; do
        if [ "${names[$j]}" = nginx ] && [ "${kinds[$j]}" = "${kinds[$i]}" ]; then
          ratio=$(awk -v a="$rate" -v b="$(values "$table" "$connections" "$j" 4 | middle)" 'BEGIN { printf "%.2f", a / b }')
        fi
      done
      echo "| ${names[$i]} ${kinds[$i]} | $connections | $rate ($(values "$table" "$connections" "$i" 4 | xargs)) | $ratio |" \
        "$(values "$table" "$connections" "$i" 5 | middle) ($(values "$table" "$connections" "$i" 5 | xargs)) |" \
        "$(values "$table" "$connections" "$i" 6 | awk '{ s += $1 } END { print s }') |"
    done
  done
  echo
}

# ---- Hits ------------------------------------------------------------------------------------------------------------

start_simulator "${contenders[0]#*=}"
for contender in "${contenders[@]}"; do
  start_proxy "${contender#*=}" "$work/proxy.log"
  await_url "http://127.0.0.1:$proxy_port$path" "$work/proxy.log"
  contend "${contender%%=*}" "$proxy_port" GET
  contend "${contender%%=*}" "$proxy_port" POST
done
if has nginx; then
  start_nginx nginx-hits "${ports[0]}"
  contend nginx "$nginx_port" GET
  contend nginx "$nginx_port" POST
fi
if has varnishd; then
  start_varnish varnish-hits "${ports[0]}"
  contend Varnish "$varnish_port" GET # it caches no POST without a module
fi
# shellcheck disable=SC2086 # a list is words
measure hits $hits
# shellcheck disable=SC2086
table hits $hits >"$work/tables"

# ---- Misses ----------------------------------------------------------------------------------------------------------

proxies=()
for i in "${!names[@]}"; do
  if [ "${kinds[$i]}" = GET ] && [ "${names[$i]}" != nginx ] && [ "${names[$i]}" != Varnish ]; then proxies+=("${names[$i]} ${ports[$i]}"); fi
done
names=() ports=() kinds=() credentials=()
for proxy in "${proxies[@]}"; do contend "${proxy% *}" "${proxy##* }" miss; done
if has nginx; then
  start_nginx nginx-misses "$simulator_port" /simulator/sessionm/
  contend nginx "$nginx_port" miss "$sessionm_authorization"
fi
# shellcheck disable=SC2086
measure misses $misses
# shellcheck disable=SC2086
table misses $misses >>"$work/tables"

# ---- Together --------------------------------------------------------------------------------------------------------

curl -fsS -o /dev/null -X PUT -H 'Content-Type: application/json' -d '{"latency_median_ms":300,"latency_tail_ms":300}' \
  "http://127.0.0.1:$simulator_port/simulator/sessionm/behaviour"
# What is counted by customer is only of the first some thousand.
curl -fsS -o /dev/null -X DELETE "http://127.0.0.1:$simulator_port/simulator/sessionm/stats"
stranger=0
# together NAME AUTHORIZATION PORT...: SessionM's calls for one customer, whom all ask for at once.
together() {
  local name=$1 credential=$2 id config="$work/together" i answered
  shift 2
  stranger=$((stranger + 1))
  id=$(printf 'cccccccc-4f89-41d3-9a0c-%012x' $((RANDOM * 65536 + stranger)))
  : >"$config"
  for i in $(seq "$asking"); do
    local all=("$@")
    {
      [ "$i" = 1 ] || echo next
      echo "url = http://127.0.0.1:${all[$((i % $#))]}$sessionm_path"
      echo "header = \"$credential\""
      echo 'header = "Content-Type: application/json"'
      echo "data = \"{\\\"retailer_id\\\":\\\"$retailer\\\",\\\"user_id\\\":\\\"$id\\\",\\\"skip\\\":0,\\\"take\\\":1000,\\\"culture\\\":\\\"en-US\\\"}\""
      echo 'output = /dev/null'
      echo 'write-out = "%{http_code}\n"'
    } >>"$config"
  done
  answered=$(curl -sS --parallel --parallel-immediate --parallel-max "$asking" -K "$config" 2>/dev/null | grep -c '^200$' || true)
  echo "| $name | $# | $(curl -fsS "http://127.0.0.1:$simulator_port/simulator/sessionm/stats?user_id=$id" |
    sed -E 's/.*"calls":([0-9]+).*/\1/') | $answered |" >>"$work/tables"
}

echo "| $asking at once for one customer | processes | calls to SessionM | answered |" >>"$work/tables"
echo "|---|---|---|---|" >>"$work/tables"
for proxy in "${proxies[@]}"; do together "${proxy% *}" "$authorization" "${proxy##* }"; done
if has nginx; then
  one=$nginx_port
  together "nginx, proxy_cache_lock" "$sessionm_authorization" "$one"
  start_nginx nginx-second "$simulator_port" /simulator/sessionm/
  together "nginx, proxy_cache_lock" "$sessionm_authorization" "$one" "$nginx_port"
fi
if has redis-server; then
  free_port redis_port
  redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --appendonly no --dir "$work" >"$work/redis.log" 2>&1 &
  pids+=($!)
  await_port "$redis_port" "$work/redis.log"
  for contender in "${contenders[@]}"; do
    pair=()
    for _ in 1 2; do
      start_proxy "${contender#*=}" "$work/proxy.log" "REDIS_URL=redis://127.0.0.1:$redis_port" REDIS_HASH_KEY=only-for-made-up-customers
      await_url "http://127.0.0.1:$proxy_port$path" "$work/proxy.log"
      # What is done for the first time takes longer than Redis is waited for.
      load "" "$proxy_port" miss 8 2 >/dev/null
      first=$((first + 100000))
      pair+=("$proxy_port")
      curl -fsS -o /dev/null -X DELETE "http://127.0.0.1:$simulator_port/simulator/sessionm/stats"
    done
    together "${contender%%=*}, with Redis" "$authorization" "${pair[@]}"
  done
fi

cat "$work/tables"
