#!/usr/bin/env bash
# What deployment/sizing.sh goes by, and whether it is right: what hits and misses cost, and sends as it predicts them and as
# they are. Ends with 1 if a prediction is off by more than a fifth. See docs/sizing.md.
#
#   src/bench/sizing.sh costs [NAME=COMMAND]              prints options for deployment/sizing.sh
#   src/bench/sizing.sh check [NAME=COMMAND] [OPTION...]  sends; the calculator is given the options, such as those of costs
#
# Default: the jar in target/, and what the calculator goes by. The name, JVM or native, chooses among the calculator's defaults; SENDS
# ("held bound late cold") which sends there are. Needs wrk, redis-server, redis-cli and Linux' /proc. Everything is on loopback and is
# stopped at the end; costs take two minutes and a half, and each send one.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=src/bench/common.sh
. src/bench/common.sh
need wrk curl redis-server redis-cli

case ${1:-} in
  costs | check) what=$1 && shift ;;
  *) say "Either costs or check, see the beginning of this file." && exit 2 ;;
esac
contender="JVM=java -jar target/quarkus-app/quarkus-run.jar"
case ${1:-} in *=* | '') [ $# = 0 ] || { contender=$1 && shift; } ;; esac
name=${contender%%=*} command=${contender#*=}
runtime=$([ "$name" = JVM ] && echo jvm || echo native)
extra=("$@")

# The simulator's users, by the size of what it answers: costs are measured with the smallest and the largest third, and
# checked with the third between them.
cat >"$work/users.lua" <<'LUA'
local n, got, total = 0, 0, tonumber(os.getenv("COUNT"))
local ffi = require("ffi")
ffi.cdef [[ int kill(int, int); int getpid(void); ]]
local headers = { ["Authorization"] = "Basic c2Vzc2lvbm06ZGVtbw==", ["Content-Type"] = "application/json" }
local file = io.open(os.getenv("OUT"), "w")
request = function()
  n = n + 1
  return wrk.format("POST", nil, headers, string.format('{"retailer_id":"7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11","user_id":'
    .. '"3f2504e0-4f89-41d3-9a0c-%012x","skip":0,"take":1000,"include_pending_extended_data":false,"culture":"fr-FR"}', n))
end
response = function(status, headers, body)
  if status == 200 and got < total then
    file:write(#body, " ", body:match('"user_id":"([^"]+)"'), "\n")
    got = got + 1
    if got == total then
      file:close()
      ffi.C.kill(ffi.C.getpid(), 2)
    end
  end
end
LUA

# One pod's part of a send: every user of USERS is asked for CALLS times, with APART users in between, by whichever of PODS chance
# says; this is POD's part. PER_SECOND calls go off a second, or as many as the connections take if it is 0.
cat >"$work/send.lua" <<'LUA'
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanos; } moment;
  int clock_gettime(int, moment *); int kill(int, int); int getpid(void);
]]
local function number(name) return tonumber(os.getenv(name)) end
local calls, apart, pods, pod, per_second = number("CALLS"), number("APART"), number("PODS"), number("POD"), number("PER_SECOND")
local headers = { ["Authorization"] = "Basic YnJhemU6ZGVtbw==" }
local users, queue = {}, {}
for line in io.lines(os.getenv("USERS")) do users[#users + 1] = line:match("%S+$") end
local seed = 1
local function chosen()
  seed = (seed * 1103515245 + 12345) % 2147483648
  return math.floor(seed / 65536) % pods
end
for step = 1, #users + (calls - 1) * apart do
  for call = 0, calls - 1 do
    local user = users[step - call * apart]
    if user and chosen() == pod then queue[#queue + 1] = user end
  end
end
local moment = ffi.new("moment")
local function now()
  ffi.C.clock_gettime(1, moment)
  return tonumber(moment.seconds) + tonumber(moment.nanos) / 1e9
end
local sent, answered, failed, first, last, slot = 0, 0, 0, nil, nil, nil
local function finish()
  local file = io.open(os.getenv("OUT"), "w")
  file:write(string.format("%d %d %.3f\n", #queue, failed + #queue - answered, last - first))
  file:close()
  ffi.C.kill(ffi.C.getpid(), 2)
end
delay = function()
  if sent >= #queue then return 300 end
  if per_second == 0 then return 0 end
  local at = now()
  slot = (slot or at) + 1 / per_second
  return math.max(0, math.floor((slot - at) * 1000))
end
request = function()
  first = first or now()
  sent = sent + 1
  return wrk.format("GET", queue[sent] and "/v1/wallets/" .. queue[sent] .. "?culture=fr&limit=2" or "/nothing", headers)
end
response = function(status)
  if status == 404 then
    -- What a connection was closed on is never answered.
    if now() - last > 2 then finish() end
    return
  end
  answered = answered + 1
  last = now()
  if status ~= 200 then failed = failed + 1 end
  if answered == #queue then finish() end
end
LUA

redis() { redis-cli -p "$redis_port" "$@"; }
start_redis() {
  free_port redis_port
  redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --appendonly no --dir "$work" >"$work/redis.log" 2>&1 &
  redis_pid=$!
  pids+=("$redis_pid")
  until redis ping >/dev/null 2>&1; do sleep 0.05; done
}
redis_bytes() { redis info memory | awk -F: '/^used_memory:/ { printf "%d", $2 }'; }
# What clients sent, not what scripts did for them.
redis_commands() { redis info commandstats | awk -F'[:=,]' '/^cmdstat_(mget|evalsha|eval):/ { sum += $3 } END { printf "%d", sum }'; }
kept() { redis --scan --pattern 'offer-wallet:{*}:w:*' | wc -l; }
# simulator METHOD PATH [BODY]
simulator() { curl -fsS -o "$work/simulator" -X "$1" "http://127.0.0.1:$simulator_port/simulator/sessionm/$2" ${3:+-H 'Content-Type: application/json' -d "$3"}; }
sessionm_calls() { simulator GET stats && sed 's/^{"total_calls":\([0-9]*\).*/\1/' "$work/simulator"; }
answers_in() { simulator PUT behaviour "{\"latency_median_ms\":$1,\"latency_tail_ms\":$((2 * $1))}"; }
cpu() {
  local stats=() pid
  for pid in "$@"; do stats+=("/proc/$pid/stat"); done
  awk -v hz="$(getconf CLK_TCK)" '{ sum += $14 + $15 } END { printf "%.2f", sum / hz }' "${stats[@]}"
}

# Redis has longer than in production, since it shares its processors with everything else here.
#
# pods COUNT [VARIABLE=VALUE...]: as many processes, ready, that share the Redis: ports, management_ports and processes.
pods() {
  local count=$1 pod
  shift
  ports=() management_ports=() processes=()
  for pod in $(seq "$count"); do
    start_proxy "$command" "$work/proxy$pod.log" "REDIS_URL=redis://127.0.0.1:$redis_port" REDIS_HASH_KEY=a-key-for-measurements \
      REDIS_COMMAND_TIMEOUT=250ms SESSIONM_CONCURRENCY=128 "SESSIONM_BUDGET_PODS=$count" SESSIONM_BUDGET_RATE=5000 WALLET_STALE_IF_ERROR=3600s "$@"
    ports+=("$proxy_port") management_ports+=("$management_port") processes+=("$proxy_pid")
    await_url "http://127.0.0.1:$management_port/q/health/ready" "$work/proxy$pod.log"
  done
}
end_pods() { local pod; for pod in "${processes[@]}"; do stop "$pod"; done; }

looked_up() { local port; for port in "${management_ports[@]}"; do curl -fsS "http://127.0.0.1:$port/q/metrics"; done \
  | awk '/^wallet_redis_lookups_total{.*hit/ { sum += $2 } END { printf "%d", sum }'; }

# send USERS CALLS APART PER_SECOND [CONNECTIONS]: by all pods; sets requests, failures, seconds.
send() {
  local pod last=$((${#ports[@]} - 1)) waiting=()
  rm -f "$work"/sent.*
  for pod in $(seq 0 "$last"); do
    USERS=$1 CALLS=$2 APART=$3 PODS=${#ports[@]} POD=$pod OUT=$work/sent.$pod \
      PER_SECOND=$(awk -v all="$4" -v pods="${#ports[@]}" 'BEGIN { print all / pods }') \
      wrk -t1 "-c${5:-64}" -d90s -s "$work/send.lua" "http://127.0.0.1:${ports[$pod]}" >"$work/wrk.$pod" 2>&1 &
    waiting+=($!)
    pids+=($!)
  done
  wait "${waiting[@]}" || true
  read -r requests failures seconds <<<"$(cat "$work"/sent.* | awk '{ n += $1; f += $2; if ($3 > s) s = $3 } END { print n + 0, f + 0, s + 0 }')"
  [ "$(find "$work" -name 'sent.*' | wc -l)" = ${#ports[@]} ] || { say "A send didn't end:" && cat "$work"/wrk.* >&2 && exit 1; }
}
part() { awk -v first="$2" -v count="$3" 'NR >= first && NR < first + count' "$work/$1" >"$work/part"; } # LIST FIRST COUNT
mean_bytes() { awk '{ sum += $1 } END { printf "%d", sum / NR }' "$work/part"; }

# What a compiler needs to have seen: misses, hits from memory, and, when memory has let go, from Redis. Of users that nothing
# else asks for; as many calls a second as $1 says, or 900.
warm_up() {
  local half
  for half in small large small large; do
    part $half 12001 $([ "$runtime" = jvm ] && echo 2500 || echo 600)
    send "$work/part" 3 400 "${1:-900}"
  done
}

choose_users() {
  COUNT=60000 OUT=$work/users wrk -t1 -c16 -d60s -s "$work/users.lua" \
    "http://127.0.0.1:$simulator_port/simulator/sessionm/offers/api/2.0/offers/get_user_offers" >"$work/wrk" 2>&1
  sort -n "$work/users" >"$work/sorted"
  # Shuffled, always in the same way.
  shuffled() { awk 'BEGIN { srand(1) } { print rand(), $0 }' | sort -n | cut -d' ' -f2-; }
  sed -n 1,20000p "$work/sorted" | shuffled >"$work/small"
  sed -n 20001,40000p "$work/sorted" | shuffled >"$work/middle"
  sed -n 40001,60000p "$work/sorted" | shuffled >"$work/large"
}

start_simulator "java -jar target/quarkus-app/quarkus-run.jar"
start_redis
choose_users
say "Users are chosen."

# cost NAME: of the last send, between the marks; sets cost_us (of the pods) and redis_us, less what they take anyway.
mark() { cpu_before=$(cpu "${processes[@]}") redis_before=$(cpu "$redis_pid"); }
cost() {
  read -r cost_us redis_us <<<"$(awk -v a="$cpu_before" -v b="$(cpu "${processes[@]}")" -v c="$redis_before" -v d="$(cpu "$redis_pid")" \
    -v n="$requests" -v s="$seconds" -v idle="$idle" -v redis_idle="$redis_idle" \
    'BEGIN { printf "%.1f %.1f", (b - a - idle * s) / n * 1e6, (d - c - redis_idle * s) / n * 1e6 }')"
  say "$1: $requests in $seconds s, $failures failed, $cost_us µs, $redis_us µs of Redis"
}

costs() {
  pods 1
  warm_up
  idle=0 redis_idle=0 requests=1 seconds=5 failures=0
  mark
  sleep 5
  idle=$(awk -v a="$cpu_before" -v b="$(cpu "${processes[@]}")" 'BEGIN { printf "%.3f", (b - a) / 5 }')
  redis_idle=$(awk -v a="$redis_before" -v b="$(cpu "$redis_pid")" 'BEGIN { printf "%.3f", (b - a) / 5 }')
  say "Idle: $idle and $redis_idle of a processor."
  local kind commands bytes wallets
  for kind in small large; do
    part $kind 1 2700
    bytes=$(redis_bytes) wallets=$(kept) commands=$(redis_commands)
    mark
    send "$work/part" 1 0 300
    cost "$kind, miss"
    eval "${kind}_miss=$cost_us ${kind}_redis_miss=$redis_us ${kind}_kb=$(($(mean_bytes)))"
    eval "${kind}_entry=$((($(redis_bytes) - bytes) / ($(kept) - wallets))) ${kind}_commands=$(awk -v a="$commands" -v b="$(redis_commands)" 'BEGIN { print (b - a) / 2700 }')"
  done
  part large 1 400
  send "$work/part" 5 400 1000
  mark
  send "$work/part" 25 400 1000
  cost "hit from memory"
  memory_hit=$cost_us
  end_pods
  pods 1 WALLET_CACHE_MEMORY_FOR=0s
  warm_up
  for kind in small large; do
    part $kind 1 2000
    send "$work/part" 1 0 400
    mark
    send "$work/part" 2 100 400
    cost "$kind, hit from Redis"
    eval "${kind}_hit=$cost_us ${kind}_redis_hit=$redis_us"
  done
  awk -v idle="$idle" -v memory="$memory_hit" -v sh="$small_hit" -v lh="$large_hit" -v sm="$small_miss" -v lm="$large_miss" -v skb="$small_kb" \
    -v lkb="$large_kb" -v se="$small_entry" -v le="$large_entry" -v srh="$small_redis_hit" -v lrh="$large_redis_hit" -v srm="$small_redis_miss" \
    -v lrm="$large_redis_miss" -v sc="$small_commands" -v lc="$large_commands" '
    # Through both sizes; what chance makes smaller for larger wallets is the mean of both.
    function line(name, unit, scale, one, other,   slope) {
      slope = max0((other - one) / (lkb - skb))
      printf "--%s=%.0f --%s=%.3f\n", name, (slope > 0 ? max0(one - slope * skb) : (one + other) / 2), unit, slope * scale
    }
    function max0(x) { return (x > 0 ? x : 0) }
    BEGIN {
      printf "--cpu-idle-cores=%.3f --cpu-memory-hit-us=%.0f\n", idle, memory
      line("cpu-redis-hit-us", "cpu-redis-hit-us-per-kb", 1000, sh, lh)
      line("cpu-miss-us", "cpu-miss-us-per-kb", 1000, sm, lm)
      line("redis-entry-bytes", "redis-entry-part", 1, se, le)
      printf "--redis-hit-us=%.0f --redis-miss-us=%.0f --redis-miss-commands=%.1f\n", max0(srh + lrh) / 2, max0(srm + lrm) / 2, (sc + lc) / 2
    }'
}

worst=0
# compare WHAT PREDICTED MEASURED: a row of the table.
compare() {
  local off
  off=$(awk -v p="$2" -v m="$3" 'BEGIN { printf "%.1f", (p == m ? 0 : m == 0 ? 100 : (p - m) / m * 100) }')
  worst=$(awk -v a="$worst" -v b="${off#-}" 'BEGIN { print (a > b ? a : b) }')
  echo "| $name, $scenario | $1 | $2 | $3 | $off % |"
}
# predict OPTION...: what the calculator says of the send that is asked, as JSON in a file.
predict() {
  deployment/sizing.sh --json --runtime "$runtime" --peak-factor 1 --pods "${#ports[@]}" --wallet-bytes "$(mean_bytes)" \
    --stale-if-error-seconds 3600 --prewarm-concurrency 1000 --sessionm-latency-ms 1 "$@" ${extra[@]+"${extra[@]}"} >"$work/predicted"
}
said() { sed "s/.*\"$which\":{[^}]*\"$1\":\([0-9.]*\).*/\1/" "$work/predicted"; }
# begin NAME USERS: all that is measured is from here on.
begin() {
  scenario=$1
  simulator DELETE stats
  cpu_before=$(cpu "${processes[@]}") hits_before=$(looked_up)
}
# compare_send asked|throttled: what a send came to, with what was said of it.
compare_send() {
  local cores
  which=$1
  cores=$(awk -v a="$cpu_before" -v b="$(cpu "${processes[@]}")" -v s="$seconds" 'BEGIN { printf "%.3f", (b - a) / s }')
  say "$scenario: $requests requests in $seconds s, $failures failed, $cores processors."
  [ "$failures" -le $((requests / 100)) ] || { say "Too many." && exit 1; }
  compare processors "$(printf %.3f "$(said cpu_mean)")" "$cores"
  compare "calls to SessionM" "$(printf %.0f "$(said sessionm_calls)")" "$(sessionm_calls)"
  compare "hits from Redis" "$(printf %.0f "$(said redis_hits)")" $(($(looked_up) - hits_before))
  compare "memory of Redis, MB" "$(said redis_bytes | awk '{ printf "%.2f", $1 / 1e6 }')" \
    "$(awk -v a="$bytes_before" -v b="$(redis_bytes)" 'BEGIN { printf "%.2f", (b - a) / 1e6 }')"
  [ "$which" = asked ] || compare "seconds" "$(printf %.1f "$(said seconds)")" "$(printf %.1f "$seconds")"
  end_pods
}
minutes() { awk -v recipients="$1" -v calls="$2" -v per_second="$3" 'BEGIN { printf "%.4f", recipients * calls / per_second / 60 }'; }
mixed() { awk -v seed="$1" 'BEGIN { srand(seed) } { print rand(), $0 }' | sort -n | cut -d' ' -f2-; }

# All held in Redis, by one process, and three calls each within 3 s.
send_held() {
  pods 1
  warm_up
  bytes_before=$(redis_bytes)
  part middle 1 6000
  send "$work/part" 1 0 400
  begin "all held"
  send "$work/part" 3 450 900
  predict --recipients 6000 --minutes "$(minutes 6000 3 900)" --calls-per-recipient 3 --spread-seconds 3 --prewarmed 1 \
    --sessionm-rate 5000 --prewarm-ttl-seconds 3600 --fresh-for-seconds 3600
  compare_send asked
}

# Three in seven held, two processes, and a budget that is too small, which lets 110 go a second: as fast as that allows.
send_bound() {
  pods 2 SESSIONM_BUDGET_RATE=121
  warm_up 200
  bytes_before=$(redis_bytes)
  part middle 6001 1500
  send "$work/part" 1 0 90
  answers_in 50
  part middle 6001 3500
  mixed 2 <"$work/part" >"$work/mixed"
  begin "the budget binds"
  send "$work/mixed" 3 200 0 32
  answers_in 0
  predict --recipients 3500 --minutes 0.1 --calls-per-recipient 3 --spread-seconds 4 --prewarmed 0.428571 \
    --sessionm-rate 121 --prewarm-ttl-seconds 3600 --fresh-for-seconds 3600
  compare_send throttled
}

# All held for 15 s, loaded in 12.5 and sent to in 12.5, in another order, by two processes: many have expired.
send_late() {
  pods 2 WALLET_FRESH_FOR=15s
  warm_up
  bytes_before=$(redis_bytes)
  part middle 1 5000
  mixed 3 <"$work/part" >"$work/mixed"
  send "$work/part" 1 0 400
  begin "some expire"
  send "$work/mixed" 2 600 800
  predict --recipients 5000 --minutes "$(minutes 5000 2 800)" --calls-per-recipient 2 --spread-seconds 1.5 --prewarmed 1 \
    --sessionm-rate 880 --prewarm-ttl-seconds 15 --fresh-for-seconds 15
  compare_send asked
}

# Nothing held, two processes.
send_cold() {
  pods 2
  warm_up
  bytes_before=$(redis_bytes)
  answers_in 100
  part middle 13001 5000
  begin "nothing held"
  send "$work/part" 3 500 750
  answers_in 0
  predict --recipients 5000 --minutes "$(minutes 5000 3 750)" --calls-per-recipient 3 --spread-seconds 2 --prewarmed 0 --sessionm-rate 5000
  compare_send asked
}

case $what in
  costs) costs ;;
  check)
    echo "| send | | predicted | measured | off by |"
    echo "|---|---|---|---|---|"
    for one in ${SENDS:-held bound late cold}; do "send_$one"; done
    say "The worst is off by $worst %."
    awk -v worst="$worst" 'BEGIN { exit worst > 20 }'
    ;;
esac
