#!/usr/bin/env bash
# Tries the load test on this machine: starts the packaged jar twice, as a SessionM and as a proxy before it, on free loopback
# ports, makes a send and stops both. Arguments go to Maven, as docs/loadtest.md has them: try.sh -Drecipients=5000 -Dminutes=1
# JAR is another jar than the one in target; PROXY is another command for the proxy, such as a native binary; PROXY_ENV and
# SIMULATOR_ENV are further settings, as VARIABLE=VALUE words.
# Needs a JDK, Maven, bash and curl.
set -euo pipefail
cd "$(dirname "$0")"

jar=${JAR:-../../target/quarkus-app/quarkus-run.jar}
if [ ! -f "$jar" ]; then
  echo "There is no $jar. Build it in the project's directory: mvn package -DskipTests" >&2
  exit 1
fi

work=$(mktemp -d)
pids=()
finish() {
  local pid
  for pid in "${pids[@]}"; do
    kill "$pid" 2>/dev/null || true
  done
  wait
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# Sets the variable named by $1 to a port that nobody listens on. The kernel doesn't give out ports below 32768.
next_port=$((20000 + RANDOM % 8000))
free_port() {
  while (exec 3<>"/dev/tcp/127.0.0.1/$next_port") 2>/dev/null; do next_port=$((next_port + 1)); done
  printf -v "$1" %s "$next_port"
  next_port=$((next_port + 1))
}

# start NAME VARIABLE=VALUE...: starts the command and sets port to where it listens.
command=(java -jar "$jar")
start() {
  local name=$1 management tries=0
  shift
  free_port port
  free_port management
  env QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_MANAGEMENT_HOST=127.0.0.1 QUARKUS_SHUTDOWN_DELAY=0s \
    QUARKUS_HTTP_PORT="$port" QUARKUS_MANAGEMENT_PORT="$management" "$@" \
    "${command[@]}" >"$work/$name.log" 2>&1 &
  pids+=($!)
  until curl -fsS -o /dev/null "http://127.0.0.1:$management/q/health/ready" 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "${pids[-1]}" 2>/dev/null; then
      echo "The $name doesn't start:" >&2
      cat "$work/$name.log" >&2
      exit 1
    fi
    sleep 0.1
  done
}

# shellcheck disable=SC2086 # settings are words
start simulator SIMULATOR_ENABLED=true ${SIMULATOR_ENV:-}
sessionm=http://127.0.0.1:$port/simulator/sessionm

if [ -n "${PROXY:-}" ]; then read -ra command <<<"$PROXY"; fi

# shellcheck disable=SC2086
start proxy SESSIONM_CONNECT_URL="$sessionm" SESSIONM_CONNECT_AUTHORIZATION=c2Vzc2lvbm06ZGVtbw== \
  SESSIONM_RETAILER_ID=7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11 WALLET_ACCESS_LOG=false \
  WALLET_CULTURES=en-US,fr-FR,fr-CA,de-DE,es-ES,pt-BR,ja-JP WALLET_CLIENTS_BRAZE_SECRETS=demo \
  WALLET_CLIENTS_ADMIN_SECRETS=demo WALLET_CLIENTS_ADMIN_ROLES=admin ${PROXY_ENV:-}

mvn -f pom.xml gatling:test -Dproxy.url="http://127.0.0.1:$port" -Dsimulator.url="$sessionm" "$@"
