#!/usr/bin/env bash
# What the shared cache takes and gives: hits from memory, hits from Redis and misses, by one connection and by many; bytes
# in Redis per wallet; and one process or two behind the same Redis. Prints Markdown tables.
#
#   src/bench/redis.sh [NAME=COMMAND...]      default: what is in target/
#
# Needs wrk, redis-server and redis-cli. SECONDS_EACH (8), ROUNDS (3), CONNECTIONS (64) and WALLETS (1000000) change the
# load. The last part gives each process the same small part of a processor, which takes root and a cpu cgroup; without
# them it is left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=src/bench/common.sh
. src/bench/common.sh
need wrk curl redis-server redis-cli
choose_contenders "$@"
seconds=${SECONDS_EACH:-8} rounds=${ROUNDS:-3} connections=${CONNECTIONS:-64} wallets=${WALLETS:-1000000}

# FIRST and COUNT say which users are asked for, one after the other and then from the first again.
cat >"$work/users.lua" <<'LUA'
local first, count, n = tonumber(os.getenv("FIRST")), tonumber(os.getenv("COUNT")), 0
local headers = { ["Authorization"] = "Basic YnJhemU6ZGVtbw==" }
request = function()
  local user = string.format("3f2504e0-4f89-41d3-9a0c-%012x", first + n % count)
  n = n + 1
  return wrk.format("GET", "/v1/wallets/" .. user .. "?culture=fr&limit=2", headers)
end
done = function(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("RESULT %d %.0f %.3f %.3f %d\n", summary.requests, summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
end
LUA

next_user=1
# load PORT CONNECTIONS SECONDS COUNT [FIRST]: prints requests, requests/s, median and 99th percentile in ms. Without FIRST,
# users nobody has asked for before.
load() {
  local result first=${5:-}
  if [ -z "$first" ]; then
    first=$next_user
  fi
  result=$(FIRST=$first COUNT=$4 wrk -t1 "-c$2" "-d${3}s" -s "$work/users.lua" "http://127.0.0.1:$1" | awk '/^RESULT/ { print $2, $3, $4, $5, $6 }')
  if [ "${result##* }" != 0 ]; then
    say "${result##* } requests failed."
    exit 1
  fi
  echo "${result% *}"
}
strangers=1000000000 # more users than any load gets to
skip_strangers() { next_user=$((next_user + strangers)); }

start_redis() {
  free_port redis_port
  redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --appendonly no --dir "$work" >"$work/redis.log" 2>&1 &
  redis_pid=$!
  pids+=("$redis_pid")
  until redis-cli -p "$redis_port" ping >/dev/null 2>&1; do sleep 0.05; done
}

redis_bytes() { redis-cli -p "$redis_port" info memory | awk -F: '/^used_memory:/ { printf "%d", $2 }'; }

# proxy COMMAND [VARIABLE=VALUE...]: one that is ready and shares the Redis.
shared_proxy() {
  local command=$1
  shift
  start_proxy "$command" "$work/proxy.log" "REDIS_URL=redis://127.0.0.1:$redis_port" \
    REDIS_HASH_KEY=a-key-for-measurements SESSIONM_CONCURRENCY=64 WALLET_STALE_IF_ERROR=3600s "$@"
  await_url "http://127.0.0.1:$management_port/q/health/ready" "$work/proxy.log"
}

# row NAME PORT COUNT: warms up, measures and prints. COUNT users over and over, or new ones if it is 0.
row() {
  local name=$1 port=$2 count=$3 first=1 round many one
  rm -f "$work/many" "$work/one"
  for round in $(seq 0 "$rounds"); do
    if [ "$count" = 0 ]; then
      skip_strangers
      first=$next_user
    fi
    many=$(load "$port" "$connections" "$seconds" "$([ "$count" = 0 ] && echo "$strangers" || echo "$count")" "$first")
    if [ "$count" = 0 ]; then
      skip_strangers
      first=$next_user
    fi
    one=$(load "$port" 1 3 "$([ "$count" = 0 ] && echo "$strangers" || echo "$count")" "$first")
    say "$name, round $round: $many; one connection: $one"
    [ "$round" = 0 ] || { echo "$many" >>"$work/many"; echo "$one" >>"$work/one"; }
  done
  echo "| $name | $(cut -d' ' -f2 "$work/many" | middle) ($(cut -d' ' -f2 "$work/many" | sort -n | xargs)) |" \
    "$(cut -d' ' -f3 "$work/many" | middle) | $(cut -d' ' -f4 "$work/many" | middle) |" \
    "$(cut -d' ' -f3 "$work/one" | middle) | $(cut -d' ' -f4 "$work/one" | middle) |"
}

start_simulator "${contenders[0]#*=}"
start_redis

echo "| | requests/s, $connections connections, middle of $rounds rounds (all) | median, ms | p99, ms | one connection: median, ms | p99, ms |"
echo "|---|---|---|---|---|---|"
for contender in "${contenders[@]}"; do
  name=${contender%%=*} command=${contender#*=}
  start_proxy "$command" "$work/proxy.log" SESSIONM_CONCURRENCY=64
  await_url "http://127.0.0.1:$management_port/q/health/ready" "$work/proxy.log"
  row "$name, hit, no Redis" "$proxy_port" 500
  row "$name, miss, no Redis" "$proxy_port" 0
  stop "$proxy_pid"
  shared_proxy "$command"
  row "$name, hit from memory" "$proxy_port" 500
  row "$name, miss" "$proxy_port" 0
  stop "$proxy_pid"
  shared_proxy "$command" WALLET_CACHE_MEMORY_FOR=0s
  row "$name, hit from Redis" "$proxy_port" 500
  stop "$proxy_pid"
done

# The last contender fills Redis with wallets of its own loads; copies under other users' names make them as many as wanted.
redis-cli -p "$redis_port" flushall >/dev/null
empty=$(redis_bytes)
shared_proxy "$command"
skip_strangers
kept() { echo $(($(redis-cli -p "$redis_port" dbsize) / 2)); } # a user has one wallet here, and a generation beside it
echo
echo "| wallets in Redis | used_memory of Redis, MB | bytes per wallet |"
echo "|---|---|---|"
tell_memory() { echo "| $(kept) | $((($(redis_bytes) - empty) / 1000000)) | $((($(redis_bytes) - empty) / $(kept))) |"; }
first=$next_user
while [ "$(kept)" -lt $((wallets < 10000 ? wallets : 10000)) ]; do
  read -r requests _ <<<"$(load "$proxy_port" "$connections" 2 "$strangers" "$first")"
  first=$((first + requests + connections))
done
tell_memory
cat >"$work/copy.lua" <<'LUA'
local copied = 0
local answer = redis.call('SCAN', ARGV[1], 'COUNT', 1000)
for _, key in ipairs(answer[2]) do
  if string.sub(key, 1, 14) == 'offer-wallet:{' and string.sub(key, 15, 15) ~= '.' and string.find(key, '}', 1, true) == 37 then
    for copy = 1, tonumber(ARGV[2]) do
      copied = copied + redis.call('COPY', key, string.format('offer-wallet:{.%03d', copy) .. string.sub(key, 19))
    end
  end
end
return answer[1]
LUA
copies=$((wallets / $(kept)))
cursor=0 steps=0
while [ "$copies" -gt 0 ]; do
  cursor=$(redis-cli -p "$redis_port" --eval "$work/copy.lua" , "$cursor" "$copies")
  steps=$((steps + 1))
  [ $((steps % 100)) != 0 ] || say "$(kept) wallets"
  [ "$cursor" != 0 ] || break
done
[ "$copies" = 0 ] || tell_memory
curl -fsS -H "$authorization" -H 'Content-Type: application/json' -o "$work/body" \
  -d "{\"user_id\":\"3f2504e0-4f89-41d3-9a0c-$(printf %012x $((next_user + 1)))\",\"culture\":\"fr\",\"take\":1000}" \
  "http://127.0.0.1:$proxy_port/offers/api/2.0/offers/get_user_offers"
echo
echo "One of SessionM's answers among them has $(wc -c <"$work/body") bytes."
stop "$proxy_pid"
redis-cli -p "$redis_port" flushall >/dev/null

# limit PID: gives the process a quarter of a processor.
groups=/sys/fs/cgroup/cpu
limit() {
  mkdir -p "$groups/offer-wallet-$1" 2>/dev/null \
    && echo 25000 2>/dev/null >"$groups/offer-wallet-$1/cpu.cfs_quota_us" \
    && echo "$1" >"$groups/offer-wallet-$1/cgroup.procs"
}
free_groups() { rmdir "$groups"/offer-wallet-* 2>/dev/null || true; }

both_rates() { # PORT PORT COUNT FIRST FIRST: the sum of the requests/s that two loads at once get
  local one two
  load "$1" "$connections" "$seconds" "$3" "$4" >"$work/left" &
  one=$!
  load "$2" "$connections" "$seconds" "$3" "$5" >"$work/right" &
  two=$!
  wait "$one" "$two"
  echo $(($(cut -d' ' -f2 "$work/left") + $(cut -d' ' -f2 "$work/right")))
}

echo
echo "| each process with a quarter of a processor | one process, requests/s | two processes, requests/s | × |"
echo "|---|---|---|---|"
for memory in 10s 0s; do
  shared_proxy "$command" "WALLET_CACHE_MEMORY_FOR=$memory"
  left_port=$proxy_port left_pid=$proxy_pid
  shared_proxy "$command" "WALLET_CACHE_MEMORY_FOR=$memory"
  load "$left_port" "$connections" 4 500 1 >/dev/null
  load "$proxy_port" "$connections" 4 500 1 >/dev/null
  if ! limit "$left_pid" || ! limit "$proxy_pid"; then
    say "No cpu cgroup can be made: one and two processes aren't compared."
    break
  fi
  compare() { # NAME COUNT
    local one two first=1 second=1 count=$2 round
    rm -f "$work/ones" "$work/twos"
    for round in $(seq "$rounds"); do
      if [ "$count" = "$strangers" ]; then skip_strangers; first=$next_user; fi
      load "$left_port" "$connections" "$seconds" "$count" "$first" | cut -d' ' -f2 >>"$work/ones"
      if [ "$count" = "$strangers" ]; then skip_strangers; first=$next_user; skip_strangers; second=$next_user; fi
      both_rates "$left_port" "$proxy_port" "$count" "$first" "$second" >>"$work/twos"
    done
    one=$(middle <"$work/ones") two=$(middle <"$work/twos")
    echo "| $1 | $one | $two | $(awk -v a="$two" -v b="$one" 'BEGIN { printf "%.2f", a / b }') |"
  }
  if [ "$memory" = 0s ]; then
    compare "hits from Redis" 500
  else
    compare "hits from memory" 500
    compare "misses" "$strangers"
  fi
  stop "$left_pid"
  stop "$proxy_pid"
  free_groups
done
