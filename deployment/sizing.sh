#!/usr/bin/env bash
# Says what a send needs: pods, Redis, SessionM, and the rate to set in Braze. Needs awk. See docs/sizing.md.
set -euo pipefail
export LC_ALL=C

# Every option, its default, what it may be and what it means. What something costs is as src/bench/sizing.sh measured it;
# a default of two words is for the binary and for the jar.
options() {
  cat <<'OPTIONS'
recipients             -         count   how many people the send goes to
minutes                -         above0  how long the send shall take
sessionm-rate          -         above0  SESSIONM_BUDGET_RATE: calls in any one second
sessionm-concurrency   none      limit   SESSIONM_BUDGET_CONCURRENCY: calls under way at once
sessionm-latency-ms    300       above0  how long SessionM takes for a call, on average
calls-per-recipient    3         from1   calls that Braze makes to render one recipient's message
spread-seconds         10        from0   time between the first and the last of them
peak-factor            1.5       from1   the busiest seconds, as a multiple of the mean
cultures-per-recipient 1         from1   wallets per recipient: cultures or drop-in variants that his calls ask for
prewarmed              0         share   part of the wallets that are prewarmed before the send begins
prewarm-ttl-seconds    600       above0  the prewarm's ttl, PREWARM_MAX_TTL at most
prewarm-budget-part    0.5       part    PREWARM_BUDGET_PART
prewarm-concurrency    8         count   PREWARM_CONCURRENCY, of each pod
fresh-for-seconds      60        above0  WALLET_FRESH_FOR
stale-if-error-seconds 300       from0   WALLET_STALE_IF_ERROR
freshness-jitter       0.1       share   WALLET_FRESHNESS_JITTER
memory-for-seconds     10        from0   WALLET_CACHE_MEMORY_FOR
cache-max-mib          64        from0   WALLET_CACHE_MAX_BYTES
deadline-ms            1500      above0  WALLET_DEADLINE
max-waiting            10000     count   WALLET_MAX_WAITING
wallet-bytes           15000     above0  SessionM's answer for one wallet
expired-part           0         share   part of those bytes that is offers which have expired: they aren't held
answer-bytes           2400      above0  the proxy's answer
runtime                native    runtime native or jvm
pods                   auto      pods    how many pods there are, instead of as many as it takes
cpu-per-pod            2         above0  processors that a pod can count on
cpu-utilization        0.6       part    part of them to plan with
redis-utilization      0.5       part    part of a Redis node's one processor to plan with
redis-node-mib         8192      above0  memory of a Redis node to plan with
cpu-idle-cores         0.006,0.010 from0   processors that a pod takes without any request
cpu-power              0.74,0.75 part    below half a processor, a pod takes as many as its requests a second to this power
cpu-memory-hit-us      49.6,32.6 from0   processor time of a hit from memory, in a pod that takes half a processor or more
cpu-redis-hit-us       435,294   from0   of a hit from Redis, for a wallet of no bytes
cpu-redis-hit-us-per-kb 20.5,12.6   from0   and for each kB of it
cpu-miss-us            1566,1503  from0   of a miss, for a wallet of no bytes
cpu-miss-us-per-kb     28.6,11.7  from0   and for each kB of it
cpu-wave-part          1         part    the part of that which is left when the budget binds, and calls to SessionM come in waves
redis-hit-us           35        from0   Redis' own time for a hit
redis-miss-us          432       from0   and for a miss
redis-miss-commands    5         from0   commands sent to Redis for a miss
redis-entry-bytes      1286      from0   memory of Redis for a wallet of no bytes
redis-entry-part       0.15      share   and the part of the wallet's bytes that is left when they are deflated
memory-idle-mib        31,194    from0   memory of a pod without any request
memory-waiting-kb      16        from0   and of each request that waits
OPTIONS
}

usage() {
  cat <<'USAGE'
Usage: ./sizing.sh --recipients N --minutes M --sessionm-rate R [--OPTION VALUE...] [--json]

What a send needs: whether SessionM keeps up, the rate to set in Braze, pods, Redis, and the prewarm. The model is explained in
docs/sizing.md. Times are averages unless they are called peaks. --json prints the same for programs.

Options (default; two are for native and jvm):
USAGE
  options | awk '{ printf "  --%-24s %-11s", $1, "(" ($2 == "-" ? "needed" : $2) ")"; for (i = 4; i <= NF; i++) printf " %s", $i; print "" }'
}

misused() {
  printf 'sizing.sh: %s\n' "$*" >&2
  printf 'See sizing.sh --help.\n' >&2
  exit 2
}

json=no
given=()
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --json) json=yes ;;
    --*=*) given+=("${1#--}") ;;
    --*)
      [ $# -gt 1 ] || misused "$1 needs a value."
      given+=("${1#--}=$2")
      shift
      ;;
    *) misused "'$1' is no option; options begin with --." ;;
  esac
  shift
done

# Which are the options, what is given, and a blank line between them: awk checks them and does the rest.
{
  options
  echo
  printf '%s\n' "${given[@]+"${given[@]}"}"
} | awk -v json="$json" '
function misused(text) {
  printf "sizing.sh: %s\nSee sizing.sh --help.\n", text | "cat >&2"
  close("cat >&2")
  failed = 1
  exit 2
}
function is_number(text,   whole) {
  whole = text
  sub(/\..*/, "", whole)
  return text ~ /^[0-9]+(\.[0-9]+)?$/ && length(whole) <= 15
}
function check(name, value,   kind) {
  kind = kinds[name]
  if (kind == "runtime") {
    if (value != "native" && value != "jvm") misused("--" name " must be native or jvm, but is \047" value "\047.")
    return
  }
  if (kind == "limit" && value == "none" || kind == "pods" && value == "auto") return
  if ((kind == "count" || kind == "pods") && (value !~ /^[0-9]+$/ || length(value) > 15 || value + 0 < 1))
    misused("--" name " must be a whole number of 1 or more" (kind == "pods" ? ", or auto" : "") ", but is \047" value "\047.")
  if ((kind == "above0" || kind == "limit") && (!is_number(value) || value + 0 <= 0))
    misused("--" name " must be a number greater than 0" (kind == "limit" ? ", or none" : "") ", but is \047" value "\047.")
  if (kind == "from0" && !is_number(value)) misused("--" name " must be a number of 0 or more, but is \047" value "\047.")
  if (kind == "from1" && (!is_number(value) || value + 0 < 1))
    misused("--" name " must be a number of 1 or more, but is \047" value "\047.")
  if (kind == "share" && (!is_number(value) || value + 0 > 1))
    misused("--" name " must be a number from 0 to 1, but is \047" value "\047.")
  if (kind == "part" && (!is_number(value) || value + 0 <= 0 || value + 0 > 1))
    misused("--" name " must be a number greater than 0 and at most 1, but is \047" value "\047.")
}
function option(name) { return o[name] + 0 }
function min(a, b) { return a < b ? a : b }
function max(a, b) { return a > b ? a : b }
function ceil(x,   whole) { whole = int(x + 1e-9); return x > whole + 1e-9 ? whole + 1 : whole }

# The part of wallets that are older than ttl when they are sent to: loaded evenly over `before` seconds before the send, sent to
# evenly over `during` seconds, in another order. That is how often the sum of two even draws exceeds ttl.
function late(before, during, ttl,   low, high) {
  low = min(before, during)
  high = max(before, during)
  if (ttl <= 0) return 1
  if (ttl >= low + high) return 0
  if (ttl <= low) return 1 - ttl * ttl / (2 * low * high)
  if (ttl <= high) return 1 - (ttl - low / 2) / high
  return (low + high - ttl) * (low + high - ttl) / (2 * low * high)
}

# Processors of a pod whose requests would take so many in a pod that is half a processor busy. In one with less to do each takes
# more: it wakes a pod that sleeps, and others have used the caches of the processor meanwhile.
function busy(load) { return load >= half ? load : half * (load / half) ^ option("cpu-power") }
function unbusy(cores) { return cores >= half ? cores : half * (cores / half) ^ (1 / option("cpu-power")) }

# Processors that requests would take in pods that are half a processor busy, at a moment with so many times as many as on average. While the
# budget binds, it lets all calls of a second go at once, and each takes less.
function load(times) {
  return (hits_us + misses_us * (x["sessionm_mean"] * times < allowed * (1 - 1e-6) ? 1 : option("cpu-wave-part"))) / x["seconds"] / 1e6 * times
}

# How often a wallet is looked for outside of memory in its calls: once by every pod that is asked for it, and by a later call if memory, which
# has it for so many seconds, has let go and no call in between has brought it back.
function outside(lasting, distinct, pods,   between) {
  if (lasting >= spread) return distinct
  between = max(0, per_wallet - 2) / pods / spread
  return distinct + (per_wallet - distinct) * (1 - lasting / spread) / (1 + between * lasting)
}

# Everything about a send of so many seconds, with so many pods, into x. Gives the pods it takes.
function with_pods(seconds, pods,   q, distinct, far, held, filling, i, most, kept, loads) {
  x["seconds"] = seconds
  x["pods"] = pods
  x["calls"] = recipients * per_recipient
  x["wallets"] = recipients * min(per_recipient, option("cultures-per-recipient"))
  per_wallet = x["calls"] / x["wallets"]

  x["prewarmed"] = x["wallets"] * option("prewarmed")
  x["prewarm_rate"] = min(allowed * option("prewarm-budget-part"), pods * chunk / (ceil(chunk / min(chunk, option("prewarm-concurrency"))) * latency))
  x["prewarm_seconds"] = x["prewarmed"] / x["prewarm_rate"]
  ttl = option("prewarm-ttl-seconds")
  x["late"] = late(x["prewarm_seconds"], seconds, ttl * (1 - jitter / 2))
  x["ttl_needed"] = (x["prewarm_seconds"] + seconds) / (1 - jitter)
  x["ttl_suffices"] = x["prewarmed"] == 0 || x["ttl_needed"] <= ttl

  x["cold"] = x["wallets"] - x["prewarmed"]
  x["expired"] = x["prewarmed"] * x["late"]
  again = per_wallet > 1 ? min(per_wallet - 1, int(spread / (fresh_for * (1 - jitter / 2)))) : 0
  between = per_wallet > 1 ? late(x["prewarm_seconds"], seconds, ttl * (1 - jitter / 2) - spread) - x["late"] : 0
  x["refreshed"] = x["prewarmed"] * between + (x["cold"] + x["expired"]) * again
  x["sessionm_calls"] = x["cold"] + x["expired"] + x["refreshed"]
  x["sessionm_mean"] = x["sessionm_calls"] / seconds
  x["sessionm_peak"] = x["sessionm_mean"] * peak
  x["concurrency"] = x["sessionm_peak"] * latency
  overloaded = x["sessionm_peak"] > allowed * (1 + 1e-9)
  x["waiting"] = overloaded ? allowed * option("deadline-ms") / 1000 : x["concurrency"]

  q = 1 - 1 / pods
  distinct = pods * (1 - exp(per_wallet * (pods > 1 ? log(q) : -700)))
  slot = option("wallet-bytes") * (1 - option("expired-part")) + option("answer-bytes") + 520
  in_memory = option("memory-for-seconds")
  # Once memory is full, a wallet is there until so many have come after it as there is room for; one that has to come again is one more.
  held = option("cache-max-mib") * 1048576 / slot
  far = distinct
  for (i = 0; i < 100; i++) {
    filling = held * pods / (x["wallets"] / seconds * far)
    far = outside(in_memory, distinct, pods)
    if (filling < seconds) far += (1 - filling / seconds) * (outside(min(in_memory, filling), distinct, pods) - far)
  }
  if (in_memory < 0.001 || option("cache-max-mib") == 0) far = per_wallet
  far = max(min(far, per_wallet) * x["wallets"], x["sessionm_calls"])
  x["redis_hits"] = far - x["sessionm_calls"]
  x["memory_hits"] = max(0, x["calls"] - far)
  x["hit_ratio"] = 1 - x["sessionm_calls"] / x["calls"]

  kb = option("wallet-bytes") / 1000
  hits_us = x["memory_hits"] * option("cpu-memory-hit-us") \
      + x["redis_hits"] * (option("cpu-redis-hit-us") + kb * option("cpu-redis-hit-us-per-kb"))
  misses_us = x["sessionm_calls"] * (option("cpu-miss-us") + kb * option("cpu-miss-us-per-kb"))
  x["cpu_mean"] = pods * (option("cpu-idle-cores") + busy(load(1) / pods))
  most = max(load(1), load(peak))
  x["cpu_peak"] = pods * (option("cpu-idle-cores") + busy(most / pods))

  entry = option("redis-entry-bytes") + option("redis-entry-part") * option("wallet-bytes")
  stale = option("stale-if-error-seconds")
  kept = min(x["prewarmed"], x["prewarm_rate"] * (ttl + stale))
  loads = x["sessionm_mean"] * min(seconds, fresh_for + stale)
  x["redis_wallets"] = min(x["wallets"], kept + loads)
  x["redis_bytes"] = x["redis_wallets"] * entry
  x["redis_commands"] = (far + x["sessionm_calls"] * (option("redis-miss-commands") - 1)) / seconds * peak
  x["redis_cores"] = (x["redis_hits"] * option("redis-hit-us") + x["sessionm_calls"] * option("redis-miss-us")) / seconds / 1e6 * peak
  x["redis_nodes"] = max(1, max(ceil(x["redis_cores"] / option("redis-utilization")),
      ceil(x["redis_bytes"] * 1.1 / 1048576 / option("redis-node-mib"))))

  spare_cpu = option("cpu-per-pod") * option("cpu-utilization") - option("cpu-idle-cores")
  if (spare_cpu <= 0) misused("--cpu-per-pod is too little: a pod without any request takes " option("cpu-idle-cores") ".")
  x["memory_mib"] = option("memory-idle-mib") + 2 * option("cache-max-mib") + x["waiting"] / pods * option("memory-waiting-kb") / 1000
  # One more than the load takes: one may be lost, or be replaced.
  return 1 + max(1, max(ceil(most / unbusy(spare_cpu)), ceil(x["waiting"] / option("max-waiting"))))
}
function send_of(seconds,   pods, needed) {
  # More pods have fewer hits from memory each, and may take one more again.
  pods = o["pods"] == "auto" ? 2 : option("pods")
  while ((needed = with_pods(seconds, pods)) > pods && o["pods"] == "auto") pods = needed
}
function fits(seconds) { send_of(seconds); return x["sessionm_peak"] <= allowed * (1 + 1e-9) }
# The shortest send from the asked time on that SessionM keeps up with. More time lets more prewarmed wallets expire, so that
# a longer send may need more: the first step that fits is searched, not any.
function throttled_seconds(   low, high, middle, i) {
  low = high = asked
  while (!fits(high)) { low = high; high *= 1.02 }
  for (i = 0; i < 40; i++) { middle = (low + high) / 2; if (fits(middle)) high = middle; else low = middle }
  return high
}

function commas(n,   text, out) {
  text = sprintf("%.0f", n)
  out = ""
  while (length(text) > 3) { out = "," substr(text, length(text) - 2) out; text = substr(text, 1, length(text) - 3) }
  return text out
}
function figure(n) { return n >= 100 || n == int(n) ? commas(n) : n >= 10 ? sprintf("%.1f", n) : n >= 0.1 ? sprintf("%.2f", n) : sprintf("%.3f", n) }
function span(seconds,   minutes) {
  if (seconds < 119.5) return figure(ceil(seconds)) " s"
  minutes = ceil(seconds / 60)
  if (minutes < 120) return minutes " min"
  return commas(int(minutes / 60)) " h" (minutes % 60 ? " " minutes % 60 " min" : "")
}
function size(bytes) {
  return bytes >= 1e9 ? figure(bytes / 1e9) " GB" : bytes >= 1e6 ? figure(bytes / 1e6) " MB" : figure(bytes / 1e3) " kB"
}
function share(part) { return figure(part * 100) " %" }
function copy(to,   name) { for (name in x) to[name] = x[name] }
function row(label, one, other) {
  if (throttle) printf "%-44s %18s %18s\n", label, one, other
  else printf "%-44s %18s\n", label, one
}
function rate_limit(seconds) { return max(1, int(recipients / seconds * 60 + 1e-3)) }

function tell(   must) {
  must = "SessionM would be asked " figure(a["sessionm_peak"]) " times a second at the peak; it takes " figure(allowed) \
      (by_rate ? " (" figure(option("sessionm-rate")) " / 1.1, as the budget is kept)" : " (" o["sessionm-concurrency"] " at once, " o["sessionm-latency-ms"] " ms each)")
  if (!throttle) {
    print "It fits. In Braze, set the rate limit to " commas(ceil(recipients / asked * 60)) " messages a minute, so that it stays so."
    print must "."
  } else {
    print "It must be throttled: in Braze, set the rate limit to " commas(rate_limit(t["seconds"])) " messages a minute."
    print "Then it takes " span(t["seconds"]) " instead of " span(asked) ". " must "."
    if (rate_limit(t["seconds"]) < 50) print "Braze\047s lowest limit is 50 a minute: send to fewer people."
    if (t["seconds"] >= 72 * 3600) print "Braze aborts messages that wait for 72 h: split the send."
  }
  copy_from(throttle)
  print "Deploy " x["pods"] " pods with " figure(option("cpu-per-pod")) " processors and " commas(ceil(x["memory_mib"] / 64) * 64) " MiB each (one of them spare), and a Redis " \
      (x["redis_nodes"] > 1 ? "cluster of " max(3, x["redis_nodes"]) " masters" : "with one node") ", maxmemory " size(x["redis_bytes"] * 1.1) (x["redis_nodes"] > 1 ? " in all." : ".")
  if (x["prewarmed"] > 0) {
    print "Begin to prewarm " span(x["prewarm_seconds"]) " before the send. " (x["ttl_suffices"] ? "What is prewarmed is still fresh when it is sent to." \
        : share(x["late"]) " of what is prewarmed expires before it is sent to: it would have to be fresh for " span(x["ttl_needed"]) ".")
    if (x["prewarm_rate"] < allowed * option("prewarm-budget-part") * (1 - 1e-9))
      print prewarm_advice()
  }
  print ""
  if (throttle) row("", "as asked", "throttled")
  row("the send takes", span(a["seconds"]), span(t["seconds"]))
  row("messages a minute", commas(recipients / a["seconds"] * 60), commas(recipients / t["seconds"] * 60))
  row("calls by Braze a second, mean", figure(a["calls"] / a["seconds"]), figure(t["calls"] / t["seconds"]))
  row("calls by Braze a second, peak", figure(a["calls"] / a["seconds"] * peak), figure(t["calls"] / t["seconds"] * peak))
  row("wallets", commas(a["wallets"]), commas(t["wallets"]))
  row("calls to SessionM", commas(a["sessionm_calls"]), commas(t["sessionm_calls"]))
  row("  for wallets that nobody loaded before", commas(a["cold"]), commas(t["cold"]))
  row("  for prewarmed ones that have expired", commas(a["expired"]), commas(t["expired"]))
  row("  for those that expire between two calls", commas(a["refreshed"]), commas(t["refreshed"]))
  row("calls to SessionM a second, mean", figure(a["sessionm_mean"]), figure(t["sessionm_mean"]))
  row("calls to SessionM a second, peak", figure(a["sessionm_peak"]), figure(t["sessionm_peak"]))
  row("calls to SessionM a second, allowed", figure(allowed), figure(allowed))
  row("calls to SessionM under way, peak", figure(a["concurrency"]), figure(t["concurrency"]))
  row("SESSIONM_CONCURRENCY of a pod, at least", commas(per_pod(a)), commas(per_pod(t)))
  row("requests that wait, peak", figure(a["waiting"]), figure(t["waiting"]))
  row("hit ratio", share(a["hit_ratio"]), share(t["hit_ratio"]))
  row("hits from memory a second, peak", figure(a["memory_hits"] / a["seconds"] * peak), figure(t["memory_hits"] / t["seconds"] * peak))
  row("hits from Redis a second, peak", figure(a["redis_hits"] / a["seconds"] * peak), figure(t["redis_hits"] / t["seconds"] * peak))
  row("processors, mean", figure(a["cpu_mean"]), figure(t["cpu_mean"]))
  row("processors, peak", figure(a["cpu_peak"]), figure(t["cpu_peak"]))
  row("pods, one of them spare", commas(a["pods"]), commas(t["pods"]))
  row("memory of a pod", commas(a["memory_mib"]) " MiB", commas(t["memory_mib"]) " MiB")
  row("wallets in Redis at once", commas(a["redis_wallets"]), commas(t["redis_wallets"]))
  row("memory of Redis", size(a["redis_bytes"]), size(t["redis_bytes"]))
  row("commands to Redis a second, peak", figure(a["redis_commands"]), figure(t["redis_commands"]))
  row("processors of Redis, peak", figure(a["redis_cores"]), figure(t["redis_cores"]))
  row("nodes of Redis", commas(a["redis_nodes"]), commas(t["redis_nodes"]))
  if (a["prewarmed"] > 0) {
    row("wallets prewarmed a second", figure(a["prewarm_rate"]), figure(t["prewarm_rate"]))
    row("the prewarm takes", span(a["prewarm_seconds"]), span(t["prewarm_seconds"]))
    row("ttl with which none would expire", span(a["ttl_needed"]), span(t["ttl_needed"]))
  }
}
# The fewest with which chunks go as fast as the budget lets them.
function prewarm_advice(   rounds) {
  rounds = int(x["pods"] * chunk / (allowed * option("prewarm-budget-part") * latency) + 1e-9)
  if (rounds < 1) return "The budget lets it go faster, but " x["pods"] " pods don\047t: each prewarms " chunk " wallets at once at most."
  return "PREWARM_CONCURRENCY=" ceil(chunk / rounds) " and SESSIONM_CONCURRENCY=" places(ceil(chunk / rounds)) " or more would let it use all of its part of the budget."
}
# Of the calls that a pod may make, the prewarm makes its part.
function places(prewarming) { return ceil(prewarming / option("prewarm-budget-part")) }
function copy_from(throttled,   name) { for (name in a) x[name] = throttled ? t[name] : a[name] }
# As if each had a quarter more than its part: no balancer is exact.
function per_pod(send) {
  return max(send["prewarmed"] > 0 ? places(option("prewarm-concurrency")) : 1,
      ceil(min(send["sessionm_peak"], allowed) * latency / max(1, send["pods"] - 1) * 1.25))
}

function as_json(send,   name, out, i, count, names) {
  count = split("seconds calls wallets prewarmed prewarm_rate prewarm_seconds ttl_needed ttl_suffices cold expired refreshed sessionm_calls " \
      "sessionm_mean sessionm_peak concurrency waiting hit_ratio memory_hits redis_hits cpu_mean cpu_peak pods memory_mib redis_wallets " \
      "redis_bytes redis_commands redis_cores redis_nodes", names, " ")
  out = ""
  for (i = 1; i <= count; i++) {
    name = names[i]
    out = out (i > 1 ? "," : "") "\"" name "\":" (name == "ttl_suffices" ? (send[name] ? "true" : "false") : plain(send[name]))
  }
  return "{" out "}"
}
function plain(n,   off) { off = n - int(n + 0.5); return off < 1e-7 && off > -1e-7 && n < 1e15 ? sprintf("%.0f", n) : sprintf("%.6f", n) }
function tell_json() {
  printf "{\"fits\":%s,\"messages_per_minute\":%s,\"allowed_rate\":%s,\"asked\":%s,\"throttled\":%s}\n", throttle ? "false" : "true",
      plain(throttle ? rate_limit(t["seconds"]) : ceil(recipients / asked * 60)), plain(allowed), as_json(a), throttle ? as_json(t) : "null"
}

NF == 0 && !reading_given { reading_given = 1; next }
!reading_given { defaults[$1] = $2; kinds[$1] = $3; next }
NF == 0 { next }
{
  name = $0
  sub(/=.*/, "", name)
  value = substr($0, length(name) + 2)
  if (!(name in kinds)) misused("there is no option --" name ".")
  if (name in o) misused("--" name " is given twice.")
  check(name, value)
  o[name] = value
}
END {
  if (failed) exit 2
  runtime = "runtime" in o ? o["runtime"] : defaults["runtime"]
  for (name in defaults) if (!(name in o) && defaults[name] != "-") {
    count = split(defaults[name], two, ",")
    o[name] = two[count == 2 && runtime == "jvm" ? 2 : 1]
  }
  for (i = split("recipients minutes sessionm-rate", needed, " "); i > 0; i--) if (!(needed[i] in o)) missing = "--" needed[i] (missing ? " and " missing : "")
  if (missing) misused(missing " must be given.")

  recipients = option("recipients")
  per_recipient = option("calls-per-recipient")
  asked = option("minutes") * 60
  latency = option("sessionm-latency-ms") / 1000
  peak = option("peak-factor")
  spread = option("spread-seconds")
  jitter = option("freshness-jitter")
  fresh_for = option("fresh-for-seconds")
  half = 0.5
  # Of so many wallets a prewarm consists; a pod carries out one at a time.
  chunk = 100
  # A second and a tenth is the window in which the budget grants the rate.
  allowed = option("sessionm-rate") / 1.1
  by_rate = 1
  if (o["sessionm-concurrency"] != "none" && option("sessionm-concurrency") / latency < allowed) {
    allowed = option("sessionm-concurrency") / latency
    by_rate = 0
  }

  throttle = !fits(asked)
  copy(a)
  if (throttle) {
    send_of(throttled_seconds())
    copy(t)
  }
  if (json == "yes") tell_json()
  else tell()
}
'
