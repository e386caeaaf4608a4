#!/usr/bin/env bash
# What deployment/sizing.sh goes by, and whether it is right: what hits and misses cost, and sends as it predicts them and as
# they are. Ends with 1 if a prediction is off by more than a fifth. See docs/sizing.md.
#
#   src/bench/sizing.sh costs [NAME=COMMAND]              prints options for deployment/sizing.sh
#   src/bench/sizing.sh check [NAME=COMMAND] [OPTION...]  sends; the calculator is given the options, such as those of costs
#
# Default: the jar in target/, and what the calculator goes by. The name, JVM or native, chooses among the calculator's defaults; SENDS
# ("held bound late cold prewarm_by_rate prewarm_by_calls") which sends there are. Needs wrk, redis-server, redis-cli and Linux' /proc.
# Everything is on loopback and is stopped at the end. Costs take two minutes and a half and each send one or two; a JVM is warmed up until its
# compilers have little to do, which takes up to three minutes more each time.
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
case ${1:-} in '' | --*) ;; *=*) contender=$1 && shift ;; *) say "$1 is neither NAME=COMMAND nor an option." && exit 2 ;; esac
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
local culture = os.getenv("CULTURE")
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
local tried, sent, answered, failed, first, last, slot = false, 0, 0, 0, nil, nil, nil
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
  -- wrk looks at one request without sending it.
  if not tried then
    tried = true
    return wrk.format("GET", "/nothing", headers)
  end
  first = first or now()
  sent = sent + 1
  return wrk.format("GET", queue[sent] and "/v1/wallets/" .. queue[sent] .. "?culture=" .. culture .. "&limit=2" or "/nothing", headers)
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
# Half of the answers within so many milliseconds, and all but one in a hundred within twice as many: the mean of such is 4.5 % more.
answers_in() {
  simulator PUT behaviour "{\"latency_median_ms\":$1,\"latency_tail_ms\":$((2 * $1))}"
  latency_ms=$(awk -v median="$1" 'BEGIN { print (median ? median * 1.045 : 1) }')
}
latency_ms=1
# Processor time of processes in seconds, and that of a JVM's compilers, which isn't part of the first: it is spent early in a process'
# life, and not by the request.
cpu() { threads_cpu other "$@"; }
compilers_cpu() { threads_cpu compiler "$@"; }
threads_cpu() {
  local pid task kind wanted=$1
  shift
  for pid in "$@"; do
    for task in "/proc/$pid/task"/*; do
      # A thread may end meanwhile.
      case $(cat "$task/comm" 2>/dev/null) in 'C1 Compiler'* | 'C2 Compiler'*) kind=compiler ;; '') kind=gone ;; *) kind=other ;; esac
      [ $kind != "$wanted" ] || cat "$task/schedstat" 2>/dev/null || true
    done
  done | awk '{ sum += $1 } END { printf "%.4f", sum / 1e9 }'
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
      REDIS_COMMAND_TIMEOUT=250ms SESSIONM_CONCURRENCY=128 "SESSIONM_BUDGET_PODS=$count" SESSIONM_BUDGET_RATE=5000 WALLET_STALE_IF_ERROR=3600s \
      WALLET_CLIENTS_ADMIN_SECRETS=demo WALLET_CLIENTS_ADMIN_ROLES=admin "$@"
    ports+=("$proxy_port") management_ports+=("$management_port") processes+=("$proxy_pid")
    await_url "http://127.0.0.1:$management_port/q/health/ready" "$work/proxy$pod.log"
  done
}
# What they loaded goes with them: the next send is of other wallets, or of the same as if they were others.
end_pods() {
  local pod
  for pod in "${processes[@]}"; do stop "$pod"; done
  redis flushall >"$work/flushed"
}

# counted METRIC: by all pods together.
counted() { local port; for port in "${management_ports[@]}"; do curl -fsS "http://127.0.0.1:$port/q/metrics"; done \
  | awk -v metric="^$1" '$0 ~ metric { sum += $2 } END { printf "%d", sum }'; }
looked_up() { counted 'wallet_redis_lookups_total{.*hit'; }
redis_failures() { counted wallet_redis_failures_total; }

# send USERS CALLS APART PER_SECOND [CONNECTIONS [CULTURE]]: by all pods; sets requests, failures, seconds.
send() {
  local pod last=$((${#ports[@]} - 1)) waiting=()
  rm -f "$work"/sent.*
  for pod in $(seq 0 "$last"); do
    USERS=$1 CALLS=$2 APART=$3 PODS=${#ports[@]} POD=$pod OUT=$work/sent.$pod CULTURE=${6:-fr} \
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

# What a compiler needs to have seen: misses, hits from memory, and, when memory has let go, from Redis; until a JVM's compilers take less
# than a tenth of a processor, and a binary for ten seconds. Of wallets that nothing else asks for; $1 calls a second or 1350.
warm_up() {
  local per_second=${1:-1350} cultures=(de ja en) round half count before began busy
  count=$((per_second * $([ "$runtime" = jvm ] && echo 30 || echo 10) / 12))
  for round in 0 1 2 3 4 5; do
    before=$(compilers_cpu "${processes[@]}") began=$(date +%s.%N)
    for half in small large small large; do
      part $half $((12001 + round / 3 * 4000)) $count
      send "$work/part" 3 400 "$per_second" 64 "${cultures[round % 3]}"
    done
    busy=$(awk -v a="$before" -v b="$(compilers_cpu "${processes[@]}")" -v from="$began" -v to="$(date +%s.%N)" 'BEGIN { printf "%.2f", (b - a) / (to - from) }')
    [ "$runtime" = native ] || say "Warmed up; compilers took $busy of a processor."
    if awk -v busy="$busy" 'BEGIN { exit busy >= 0.1 }'; then return; fi
  done
  say "The compilers are still at it: what is measured may be more than it is later."
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

# measure NAME KIND SIZE PACE CALLS APART PER_SECOND: what a request costs, less what is taken anyway, to a list; sets redis_us.
mark() { cpu_before=$(cpu "${processes[@]}") redis_before=$(cpu "$redis_pid"); }
cost() {
  read -r cost_us redis_us <<<"$(awk -v a="$cpu_before" -v b="$(cpu "${processes[@]}")" -v c="$redis_before" -v d="$(cpu "$redis_pid")" \
    -v n="$requests" -v s="$seconds" -v idle="$idle" -v redis_idle="$redis_idle" \
    'BEGIN { printf "%.1f %.1f", (b - a - idle * s) / n * 1e6, (d - c - redis_idle * s) / n * 1e6 }')"
}
measure() {
  mark
  send "$work/part" "$5" "$6" "$7"
  cost
  say "$1: $requests in $seconds s, $failures failed, $cost_us µs, $redis_us µs of Redis"
  awk -v kind="$2" -v size="$3" -v pace="$4" -v n="$requests" -v s="$seconds" -v us="$cost_us" -v redis="$redis_us" \
    'BEGIN { print kind, size, pace, n / s, us, redis }' >>"$work/costs"
}

costs() {
  # One that keeps wallets in memory for good, and one that lets go of them before they are asked for again.
  pods 1 WALLET_CACHE_MEMORY_FOR=3600s
  local with=("${ports[0]}" "${processes[0]}") kind bytes wallets commands
  pods 1 WALLET_CACHE_MEMORY_FOR=2s
  local without=("${ports[0]}" "${processes[0]}")
  ports=("${with[0]}" "${without[0]}") processes=("${with[1]}" "${without[1]}")
  warm_up
  ports=("${with[0]}") processes=("${with[1]}")
  idle=0 redis_idle=0 requests=1 seconds=5
  mark
  sleep 5
  cost
  idle=$(awk -v us="$cost_us" 'BEGIN { printf "%.4f", us / 5e6 }') redis_idle=$(awk -v us="$redis_us" 'BEGIN { printf "%.4f", us / 5e6 }')
  say "Idle: $idle and $redis_idle of a processor."
  # The faster pace comes first: a JVM that has less to do learns less.
  for kind in small large; do
    bytes=$(redis_bytes) wallets=$(kept) commands=$(redis_commands)
    part $kind 601 2400
    measure "$kind, miss" miss $kind fast 1 0 300
    part $kind 1 600
    measure "$kind, miss" miss $kind slow 1 0 75
    part $kind 1 3000
    eval "${kind}_kb=$(mean_bytes) ${kind}_entry=$((($(redis_bytes) - bytes) / ($(kept) - wallets)))"
    eval "${kind}_commands=$(awk -v a="$commands" -v b="$(redis_commands)" 'BEGIN { print (b - a) / 3000 }')"
  done
  answers_in 50
  for kind in small large; do
    part $kind 3001 2400
    measure "$kind, miss, as fast as they go" miss $kind wave 1 0 0
  done
  answers_in 0
  part large 1 400
  measure "hit from memory" memory none fast 240 400 16000
  measure "hit from memory" memory none slow 20 400 1000
  ports=("${without[0]}") processes=("${without[1]}")
  for kind in small large; do
    part $kind 1 3000
    measure "$kind, hit from Redis" redis $kind fast 2 3000 1000
    part $kind 1 1600
    measure "$kind, hit from Redis" redis $kind slow 1 0 200
  done
  awk -v idle="$idle" -v skb="$small_kb" -v lkb="$large_kb" -v se="$small_entry" -v le="$large_entry" -v sc="$small_commands" -v lc="$large_commands" '
    { rate[$1, $2, $3] = $4; us[$1, $2, $3] = $5 > 0 ? $5 : 0.1; redis[$1, $2, $3] = $6 }
    # Through both sizes; what chance makes smaller for larger wallets is the mean of both.
    function line(name, unit, scale, one, other,   slope) {
      slope = max0((other - one) / (lkb - skb))
      printf "--%s=%.0f --%s=%.3f\n", name, (slope > 0 ? max0(one - slope * skb) : (one + other) / 2), unit, slope * scale
    }
    function max0(x) { return (x > 0 ? x : 0) }
    function grows(kind, size) {
      return log(rate[kind, size, "fast"] * us[kind, size, "fast"] / rate[kind, size, "slow"] / us[kind, size, "slow"]) / log(rate[kind, size, "fast"] / rate[kind, size, "slow"])
    }
    # What it would be in a pod that is half a processor busy, by what it was at both paces.
    function at_half(kind, size) { return sqrt(scaled(kind, size, "slow") * scaled(kind, size, "fast")) }
    function scaled(kind, size, pace,   cores) {
      cores = rate[kind, size, pace] * us[kind, size, pace] / 1e6
      return us[kind, size, pace] * (cores < 0.5 ? (cores / 0.5) ^ (1 / power - 1) : 1)
    }
    END {
      power = (grows("memory", "none") + (grows("redis", "small") + grows("redis", "large") + grows("miss", "small") + grows("miss", "large")) / 2) / 3
      if (power > 1) power = 1
      printf "--cpu-idle-cores=%.3f --cpu-power=%.2f --cpu-memory-hit-us=%.1f\n", idle, power, at_half("memory", "none")
      line("cpu-redis-hit-us", "cpu-redis-hit-us-per-kb", 1000, at_half("redis", "small"), at_half("redis", "large"))
      line("cpu-miss-us", "cpu-miss-us-per-kb", 1000, at_half("miss", "small"), at_half("miss", "large"))
      wave = (us["miss", "small", "wave"] + us["miss", "large", "wave"]) / (at_half("miss", "small") + at_half("miss", "large"))
      printf "--cpu-wave-part=%.2f\n", (wave < 1 ? wave : 1)
      line("redis-entry-bytes", "redis-entry-part", 1, se, le)
      printf "--redis-hit-us=%.0f --redis-miss-us=%.0f --redis-miss-commands=%.1f\n", max0(redis["redis", "small", "fast"] + redis["redis", "large", "fast"]) / 2,
        max0(redis["miss", "small", "fast"] + redis["miss", "large", "fast"]) / 2, (sc + lc) / 2
    }' "$work/costs"
}

worst=0
# compare WHAT PREDICTED MEASURED [NOTHING]: a row of the table. By how much it is off counts, unless both are less than NOTHING.
compare() {
  local off
  off=$(awk -v p="$2" -v m="$3" -v nothing="${4:-0}" \
    'BEGIN { if (p < nothing && m < nothing) print "-"; else printf "%.1f %%", (p == m ? 0 : m == 0 ? 100 : (p - m) / m * 100) }')
  worst=$(awk -v a="$worst" -v b="${off#-}" 'BEGIN { print (a > b + 0 ? a : b + 0) }')
  echo "| $name, $scenario | $1 | $2 | $3 | $off |"
}
# What the proxy answers to a call of the sends, and what part of SessionM's answers has expired: answer_bytes and expired_part.
weigh() {
  local customer bytes
  pods 1
  part middle 19801 200
  while read -r bytes customer; do
    echo "$bytes" "$(curl -fsS -u braze:demo "http://127.0.0.1:${ports[0]}/v1/wallets/$customer?culture=fr&limit=2" | wc -c)" \
      "$(curl -fsS -u braze:demo -H 'Content-Type: application/json' -d "{\"user_id\":\"$customer\",\"culture\":\"fr\",\"skip\":0,\"take\":1000}" \
        "http://127.0.0.1:${ports[0]}/offers/api/2.0/offers/get_user_offers" | wc -c)"
  done <"$work/part" >"$work/weights"
  end_pods
  read -r answer_bytes expired_part <<<"$(awk '{ whole += $1; answer += $2; left += $3 } END { printf "%.0f %.3f", answer / NR, 1 - left / whole }' "$work/weights")"
  say "An answer has $answer_bytes bytes, and $expired_part of SessionM's have expired."
}
# predict OPTION...: what the calculator says of the send that is asked, as JSON in a file.
predict() {
  deployment/sizing.sh --json --runtime "$runtime" --peak-factor 1 --pods "${#ports[@]}" --wallet-bytes "$(mean_bytes)" \
    --answer-bytes "$answer_bytes" --expired-part "$expired_part" --stale-if-error-seconds 3600 --sessionm-latency-ms "$latency_ms" "$@" ${extra[@]+"${extra[@]}"} >"$work/predicted"
}
said() { sed "s/.*\"$which\":{[^}]*\"$1\":\([0-9.]*\).*/\1/" "$work/predicted"; }
# begin NAME USERS: all that is measured is from here on.
begin() {
  scenario=$1
  simulator DELETE stats
  cpu_before=$(cpu "${processes[@]}") hits_before=$(looked_up) failures_before=$(redis_failures)
}
compare_memory() {
  compare "memory of Redis, MB" "$(said redis_bytes | awk '{ printf "%.2f", $1 / 1e6 }')" \
    "$(awk -v a="$bytes_before" -v b="$(redis_bytes)" 'BEGIN { printf "%.2f", (b - a) / 1e6 }')"
}
# compare_send asked|throttled [expired]: what a send came to, with what was said of it. Wallets that have expired are found in Redis,
# too, but are no hits.
compare_send() {
  local cores calls
  which=$1
  calls=$(sessionm_calls)
  cores=$(awk -v a="$cpu_before" -v b="$(cpu "${processes[@]}")" -v s="$seconds" 'BEGIN { printf "%.3f", (b - a) / s }')
  say "$scenario: $requests requests in $seconds s, $failures failed, $cores processors, $(($(redis_failures) - failures_before)) times without Redis."
  [ "$failures" -le $((requests / 100)) ] || { say "Too many." && exit 1; }
  compare processors "$(printf %.3f "$(said cpu_mean)")" "$cores"
  compare "calls to SessionM" "$(printf %.0f "$(said sessionm_calls)")" "$calls" $((requests / 100))
  compare "hits from Redis" "$(printf %.0f "$(said redis_hits)")" $(($(looked_up) - hits_before - ${2:+$calls + }0))
  compare_memory
  [ "$which" = asked ] || compare "seconds" "$(printf %.1f "$(said seconds)")" "$(printf %.1f "$seconds")"
  end_pods
}
minutes() { awk -v recipients="$1" -v calls="$2" -v per_second="$3" 'BEGIN { printf "%.4f", recipients * calls / per_second / 60 }'; }
mixed() { awk -v seed="$1" 'BEGIN { srand(seed) } { print rand(), $0 }' | sort -n | cut -d' ' -f2-; }

# All held in Redis and none in memory, by one process, and three calls each within 3 s.
send_held() {
  pods 1
  warm_up
  bytes_before=$(redis_bytes)
  part middle 1 6000
  send "$work/part" 1 0 400
  sleep 11 # until memory has let go
  begin "all held"
  send "$work/part" 3 450 900
  predict --prewarm-concurrency 100 --recipients 6000 --minutes "$(minutes 6000 3 900)" --calls-per-recipient 3 --spread-seconds 3 --prewarmed 1 \
    --sessionm-rate 5000 --prewarm-ttl-seconds 3600 --fresh-for-seconds 3600
  compare_send asked
}

# Three in seven held, two processes, and a budget that is too small, which lets 220 go a second: as fast as that allows.
send_bound() {
  pods 2 SESSIONM_BUDGET_RATE=242
  warm_up 660
  bytes_before=$(redis_bytes)
  part middle 6001 3000
  send "$work/part" 1 0 190
  answers_in 50
  part middle 6001 7000
  mixed 2 <"$work/part" >"$work/mixed"
  begin "the budget binds"
  send "$work/mixed" 3 400 0 32
  predict --prewarm-concurrency 100 --recipients 7000 --minutes 0.1 --calls-per-recipient 3 --spread-seconds 2 --prewarmed 0.428571 \
    --sessionm-rate 242 --prewarm-ttl-seconds 3600 --fresh-for-seconds 3600
  compare_send throttled
  answers_in 0
}

# All held for 15 s, loaded in 12.5 and sent to in 12.5, in another order, by two processes: many have expired. Memory lets go soon, so
# that what loading left there counts for little.
send_late() {
  pods 2 WALLET_FRESH_FOR=15s WALLET_CACHE_MEMORY_FOR=2s
  warm_up
  bytes_before=$(redis_bytes)
  part middle 1 5000
  mixed 3 <"$work/part" >"$work/mixed"
  send "$work/part" 1 0 400
  begin "some expire"
  send "$work/mixed" 2 600 800
  predict --prewarm-concurrency 100 --recipients 5000 --minutes "$(minutes 5000 2 800)" --calls-per-recipient 2 --spread-seconds 1.5 --prewarmed 1 \
    --sessionm-rate 880 --prewarm-ttl-seconds 15 --fresh-for-seconds 15 --memory-for-seconds 2
  compare_send asked expired
}

# Nothing held, two processes.
send_cold() {
  pods 2
  warm_up
  sleep 11 # until memory has let go
  bytes_before=$(redis_bytes)
  answers_in 100
  part middle 13001 5000
  begin "nothing held"
  send "$work/part" 3 500 750
  predict --recipients 5000 --minutes "$(minutes 5000 3 750)" --calls-per-recipient 3 --spread-seconds 4 --prewarmed 0 --sessionm-rate 5000
  compare_send asked
  answers_in 0
}

# prewarm FIRST COUNT: of so many users, from when the job is accepted until it is done; sets seconds.
prewarm() {
  local job
  part middle "$1" "$2"
  { echo user_id && awk '{ print $2 }' "$work/part"; } >"$work/segment.csv"
  job=$(curl -fsS -u admin:demo -H 'Content-Type: text/csv' --data-binary "@$work/segment.csv" "http://127.0.0.1:${ports[0]}/v1/prewarm" \
    | sed 's/.*"id":"\([^"]*\)".*/\1/')
  until curl -fsS -u admin:demo "http://127.0.0.1:${ports[0]}/v1/jobs/$job" >"$work/job" && grep -q '"finished_at":"' "$work/job"; do sleep 0.5; done
  grep -q "\"state\":\"done\".*\"done\":$2,\"failed\":0,.*\"loaded\":$2}" "$work/job" || { say "The prewarm ended otherwise:" && cat "$work/job" >&2 && exit 1; }
  seconds=$(awk -v from="$(date -d "$(sed 's/.*"created_at":"\([^"]*\)".*/\1/' "$work/job")" +%s.%N)" \
    -v to="$(date -d "$(sed 's/.*"finished_at":"\([^"]*\)".*/\1/' "$work/job")" +%s.%N)" 'BEGIN { printf "%.1f", to - from }')
}
# prewarm_in NAME BUDGET_RATE CONCURRENCY LATENCY: by two processes.
prewarm_in() {
  pods 2 "SESSIONM_BUDGET_RATE=$2" "PREWARM_CONCURRENCY=$3"
  bytes_before=$(redis_bytes)
  answers_in "$4"
  begin "$1"
  prewarm 1 2000
  predict --recipients 2000 --minutes 1 --prewarmed 1 --sessionm-rate "$2" --prewarm-budget-part 0.5 --prewarm-concurrency "$3"
  which=asked
  say "$scenario: $seconds seconds."
  compare "seconds" "$(printf %.1f "$(said prewarm_seconds)")" "$seconds"
  compare_memory
  end_pods
  answers_in 0
}

# A prewarm that goes as fast as its part of the budget lets it: 40 a second.
send_prewarm_by_rate() { prewarm_in "prewarm, the budget binds" 88 8 50; }

# The budget would let it go ten times as fast, but each process makes five calls at once.
send_prewarm_by_calls() { prewarm_in "prewarm, calls at once bind" 1100 5 200; }

case $what in
  costs) costs ;;
  check)
    weigh
    echo "| send | | predicted | measured | off by |"
    echo "|---|---|---|---|---|"
    for one in ${SENDS:-held bound late cold prewarm_by_rate prewarm_by_calls}; do "send_$one"; done
    say "The worst is off by $worst %."
    awk -v worst="$worst" 'BEGIN { exit worst > 20 }'
    ;;
esac
