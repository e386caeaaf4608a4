# Shared by the measurements beside this file: processes on free loopback ports, stopped at the end whatever happens.
# Needs bash, curl and Linux' /proc.

# In memory, where there is a place for that: nginx keeps its answers in files, up to 8 GB of them, and the disk isn't what is to be
# measured. TMPDIR says otherwise.
if [ -z "${TMPDIR:-}" ] && [ -d /dev/shm ] && [ -w /dev/shm ]; then
  work=$(mktemp -d -p /dev/shm)
else
  work=$(mktemp -d)
fi
chmod 755 "$work" # nginx' workers give up root's rights
pids=()

finish() {
  local pid
  for pid in "${pids[@]:-}"; do
    [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

readonly user=3f2504e0-4f89-41d3-9a0c-0305e82c3301
readonly authorization='Authorization: Basic YnJhemU6ZGVtbw==' # braze:demo

say() { echo "$*" >&2; }

need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || { say "This measurement needs $tool on the PATH."; exit 1; }
  done
}

# need_files COUNT: as many open files as may be, and so many at least.
need_files() {
  ulimit -n "$(ulimit -Hn)"
  if [ "$(ulimit -n)" != unlimited ] && [ "$(ulimit -n)" -lt "$1" ]; then
    say "$1 open files are needed, but only $(ulimit -n) are allowed (ulimit -n)."
    exit 1
  fi
}

# Of numbers, one a line, the middle one; of two in the middle the smaller.
middle() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# methods NAME: what a contender can answer from its cache. Varnish caches no POST without its body module.
methods() { [ "$1" = Varnish ] && echo GET || echo GET POST; }

# PINNED=true gives the first processor to the load generator and the simulator, and the others to what is measured. Without, all
# of them share all processors.
load_processors=() measured_processors=() measured_count=$(nproc)
if [ "${PINNED:-false}" = true ]; then
  need taskset
  [ "$(nproc)" -ge 2 ] || { say "PINNED takes two processors, and there is one."; exit 1; }
  measured_count=$(($(nproc) - 1))
  load_processors=(taskset -c 0) measured_processors=(taskset -c "1-$measured_count")
fi

# Sets the variable named by $1 to a port that nobody listens on. The kernel doesn't give out ports below 32768.
next_port=$((20000 + RANDOM % 8000))
free_port() {
  while (exec 3<>"/dev/tcp/127.0.0.1/$next_port") 2>/dev/null; do next_port=$((next_port + 1)); done
  printf -v "$1" %s "$next_port"
  next_port=$((next_port + 1))
}

# What can be measured: NAME=COMMAND pairs from the arguments, else what is built.
contenders=()
choose_contenders() {
  local binary
  if [ $# -gt 0 ]; then
    contenders=("$@")
    return
  fi
  if [ -f target/quarkus-app/quarkus-run.jar ]; then
    contenders+=("JVM=java -jar target/quarkus-app/quarkus-run.jar")
  fi
  for binary in target/*-runner; do
    [ ! -x "$binary" ] || contenders+=("native=$binary")
  done
  if [ ${#contenders[@]} -eq 0 ]; then
    say "Nothing is built. Either mvn -DskipTests package, or ./native-build.sh, or both; or give NAME=COMMAND."
    exit 1
  fi
}

# start_simulator COMMAND [VARIABLE=VALUE...]: sets simulator_port and simulator_pid.
start_simulator() {
  local command=$1 management
  shift
  free_port simulator_port
  free_port management
  # shellcheck disable=SC2086 # a command line is words
  env SIMULATOR_ENABLED=true QUARKUS_SHUTDOWN_DELAY=0s SIMULATOR_SESSIONM_LATENCY_MEDIAN=0ms SIMULATOR_SESSIONM_LATENCY_TAIL=0ms \
    QUARKUS_HTTP_PORT="$simulator_port" QUARKUS_MANAGEMENT_PORT="$management" "$@" \
    "${load_processors[@]}" $command >"$work/simulator.log" 2>&1 &
  simulator_pid=$!
  pids+=("$simulator_pid")
  await_url "http://127.0.0.1:$management/q/health/ready" "$work/simulator.log"
}

# start_proxy COMMAND LOG [VARIABLE=VALUE...]: sets proxy_port, management_port and proxy_pid; doesn't wait.
start_proxy() {
  local command=$1 log=$2
  shift 2
  free_port proxy_port
  free_port management_port
  # shellcheck disable=SC2086
  env SESSIONM_CONNECT_URL="http://127.0.0.1:$simulator_port/simulator/sessionm" \
    SESSIONM_CONNECT_AUTHORIZATION=c2Vzc2lvbm06ZGVtbw== \
    SESSIONM_RETAILER_ID=7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11 \
    WALLET_CLIENTS_BRAZE_SECRETS=demo WALLET_CULTURES=en-US,fr-FR,de-DE,ja-JP WALLET_FRESH_FOR=3600s \
    WALLET_ACCESS_LOG="${ACCESS_LOG:-false}" QUARKUS_SHUTDOWN_DELAY=0s \
    QUARKUS_HTTP_PORT="$proxy_port" QUARKUS_MANAGEMENT_PORT="$management_port" "$@" \
    "${measured_processors[@]}" $command >"$log" 2>&1 &
  proxy_pid=$!
  pids+=("$proxy_pid")
}

await_url() {
  local tries=0
  until curl -fsS -o /dev/null -H "$authorization" "$1" 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ]; then
      say "No answer from $1:"
      cat "$2" >&2
      exit 1
    fi
    sleep 0.05
  done
}

rss_mib() { awk '/^VmRSS/ { printf "%d", $2 / 1024 + 0.5 }' "/proc/$1/status"; }

stop() {
  kill "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

# start_nginx NAME ORIGIN-PORT [ORIGIN-PATH]: sets nginx_port. Keyed by the body too; one request asks, the others wait for its answer.
start_nginx() {
  local directory="$work/$1"
  free_port nginx_port
  mkdir "$directory"
  cat >"$directory/nginx.conf" <<NGINX
daemon off;
worker_processes $measured_count;
worker_rlimit_nofile $(ulimit -n);
pid $directory/pid;
error_log $directory/error.log;
events { worker_connections 16384; }
http {
  access_log off;
  keepalive_requests 1000000000;
  client_body_buffer_size 64k;
  client_body_temp_path $directory/body;
  proxy_temp_path $directory/temp;
  fastcgi_temp_path $directory/f;
  uwsgi_temp_path $directory/u;
  scgi_temp_path $directory/s;
  proxy_cache_path $directory/cache keys_zone=wallets:100m max_size=8g;
  upstream origin { server 127.0.0.1:$2; keepalive 512; }
  server {
    listen 127.0.0.1:$nginx_port backlog=16384;
    location / {
      proxy_pass http://origin${3:-};
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_cache wallets;
      proxy_cache_methods GET HEAD POST;
      proxy_cache_key "\$request_method \$request_uri \$request_body";
      proxy_cache_lock on;
      proxy_ignore_headers Cache-Control;
      proxy_cache_valid 200 1h;
    }
  }
}
NGINX
  "${measured_processors[@]}" nginx -p "$directory" -c "$directory/nginx.conf" >"$directory.log" 2>&1 &
  pids+=($!)
  await_port "$nginx_port" "$directory.log"
}

# start_varnish NAME ORIGIN-PORT: sets varnish_port.
start_varnish() {
  free_port varnish_port
  cat >"$work/$1.vcl" <<VCL
vcl 4.1;
backend origin { .host = "127.0.0.1"; .port = "$2"; }
sub vcl_recv { if (req.method == "GET") { return (hash); } return (pass); }
sub vcl_backend_response { if (bereq.method == "GET") { set beresp.ttl = 1h; set beresp.uncacheable = false; } return (deliver); }
VCL
  "${measured_processors[@]}" varnishd -j none -F -n "$work/$1" -a "127.0.0.1:$varnish_port" -f "$work/$1.vcl" -s malloc,64m \
    -p listen_depth=16384 >"$work/$1.log" 2>&1 &
  pids+=($!)
  await_port "$varnish_port" "$work/$1.log"
}

await_port() {
  local tries=0
  until (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -le 200 ] || { say "Nobody listens on port $1:"; cat "$2" >&2; exit 1; }
    sleep 0.05
  done
}

has() { command -v "$1" >/dev/null || { say "$1 isn't installed: left out."; return 1; }; }
