#!/usr/bin/env bash
# Resident memory of each build of the proxy: ready and idle, after 200,000 mixed hits, with 10,000 parked requests, each for
# another user, while SessionM takes 1.4 s a call, and what it comes to as they are answered. Prints a Markdown table.
#
#   src/bench/memory.sh [NAME=COMMAND...]      default: what is in target/
#
# Needs wrk and as many open files as requests are parked. HITS (200000) and PARKED (10000) change the load.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=src/bench/common.sh
. src/bench/common.sh
need wrk curl
choose_contenders "$@"
hits=${HITS:-200000} parked=${PARKED:-10000}
need_files $((parked + 500))

# 500 users in two cultures, by GET, POST and the drop-in.
cat >"$work/mixed.lua" <<'LUA'
local n = 0
local json = { ["Content-Type"] = "application/json", ["Authorization"] = "Basic YnJhemU6ZGVtbw==" }
local auth = { ["Authorization"] = "Basic YnJhemU6ZGVtbw==" }
request = function()
  n = n + 1
  local user = string.format("3f2504e0-4f89-41d3-9a0c-%012x", n % 500)
  local culture = n % 1000 < 500 and "fr" or "de-DE"
  local kind = n % 3
  if kind == 0 then
    return wrk.format("GET", "/v1/wallets/" .. user .. "?limit=3&culture=" .. culture, auth)
  elseif kind == 1 then
    return wrk.format("POST", "/v1/wallets", json, '{"user_id":"' .. user .. '","culture":"' .. culture .. '","limit":3}')
  else
    return wrk.format("POST", "/offers/api/2.0/offers/get_user_offers", json,
      '{"user_id":"' .. user .. '","culture":"' .. culture .. '","take":5}')
  end
end
LUA
cat >"$work/strangers.lua" <<'LUA'
local n = 0
request = function()
  n = n + 1
  return wrk.format("POST", "/v1/wallets", { ["Content-Type"] = "application/json",
    ["Authorization"] = "Basic YnJhemU6ZGVtbw==" }, string.format('{"user_id":"aaaaaaaa-4f89-41d3-9a0c-%012x","culture":"fr"}', n))
end
LUA

metric() { # NAME PATTERN: the sum of the samples
  curl -fsS "http://127.0.0.1:$management_port/q/metrics" | awk -v p="$1" -v q="$2" '$1 ~ p && $1 ~ q { s += $2 } END { printf "%d", s }'
}

echo "| | idle, MiB | after $hits mixed hits, MiB | most parked at once | with so many, MiB | at most, until all are answered, MiB | afterwards, MiB |"
echo "|---|---|---|---|---|---|---|"
for contender in "${contenders[@]}"; do
  name=${contender%%=*} command=${contender#*=}
  start_simulator "${contenders[0]#*=}"
  # Patient enough that all of them are parked before the first is turned away.
  start_proxy "$command" "$work/proxy.log" WALLET_DEADLINE=8s
  await_url "http://127.0.0.1:$management_port/q/health/ready" "$work/proxy.log"
  sleep 2
  idle=$(rss_mib "$proxy_pid")

  until [ "$(metric '^wallet_requests_total' 'outcome="hit"')" -ge "$hits" ]; do
    wrk -t1 -c64 -d4s -s "$work/mixed.lua" "http://127.0.0.1:$proxy_port" >"$work/wrk.out"
    say "$name: $(metric '^wallet_requests_total' 'outcome="hit"') hits"
  done
  busy=$(rss_mib "$proxy_pid")

  curl -fsS -o /dev/null -X PUT -H 'Content-Type: application/json' \
    -d '{"latency_median_ms":1400,"latency_tail_ms":1400}' "http://127.0.0.1:$simulator_port/simulator/sessionm/behaviour"
  wrk -t1 "-c$parked" -d12s --timeout 10s -s "$work/strangers.lua" "http://127.0.0.1:$proxy_port" >"$work/wrk.out" &
  load=$!
  most=0 parked_memory=0 full=0
  while kill -0 "$load" 2>/dev/null; do
    waiting=$(metric '^wallet_waiting' '.')
    memory=$(rss_mib "$proxy_pid")
    [ "$waiting" -lt "$most" ] || most=$waiting parked_memory=$memory
    [ "$memory" -le "$full" ] || full=$memory
    sleep 0.2
  done
  if grep -q 'Socket errors' "$work/wrk.out"; then
    say "$name: $(grep 'Socket errors' "$work/wrk.out")"
  fi
  sleep 3
  echo "| $name | $idle | $busy | $most | $parked_memory | $full | $(rss_mib "$proxy_pid") |"
  stop "$proxy_pid"
  stop "$simulator_pid"
done
