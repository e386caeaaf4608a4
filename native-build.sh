#!/usr/bin/env bash
# Builds the native binary, tests it, and tells its size, start-up time and memory. See docs/native.md.
set -euo pipefail
cd "$(dirname "$0")"

# What Quarkus 3.34 asks for, and the image that it would take by itself: change them with quarkus.platform.version.
readonly OLDEST_JDK=21
readonly BUILDER_IMAGE=quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25
# How many seconds a container engine has to answer, and the binary to give its first wallet.
readonly LONGEST_ANSWER=10
readonly LONGEST_START=30

usage() {
  cat <<'USAGE'
Usage: ./native-build.sh [options] [-- further Maven arguments]

Builds the native binary with GRAALVM_HOME, or native-image on the PATH, or else in a container, runs the tests on it,
and tells its size, start-up time and memory.

  --local        build with native-image, never in a container
  --container    build in a container (Docker or Podman), even if native-image is there
  --skip-tests   don't run the tests on the binary
  --compact      build for the smallest binary instead of the fastest
  --march VALUE  build for these processors (compatibility, native, x86-64-v3, ...)
  --image TAG    then build a container image with the binary
  --help         show this

For example, all locales in the binary: ./native-build.sh -- -Dquarkus.locales=all
USAGE
}

no_native_image() {
  cat >&2 <<'HELP'
To build the native binary, have one of these:

1. GraalVM or Mandrel for JDK 21 or newer, and a C compiler with zlib's headers
     https://www.graalvm.org/downloads or https://github.com/graalvm/mandrel/releases
     Debian, Ubuntu: apt-get install gcc zlib1g-dev    Fedora: dnf install gcc zlib-devel
     macOS: xcode-select --install
   Then: GRAALVM_HOME=/where/it/is ./native-build.sh

2. Docker or Podman, running and usable by you ("docker info" must answer)
     https://docs.docker.com/get-docker or https://podman.io
   Then: ./native-build.sh --container     (the binary is one for Linux)

Neither is needed for the jar: mvn package
HELP
}

say() { printf '%s\n' "$*"; }
fail() {
  say "native-build.sh: $*" >&2
  exit 1
}
misused() {
  say "native-build.sh: $*" >&2
  say >&2
  usage >&2
  exit 2
}

# ---- Options ---------------------------------------------------------------------------------------------------------

build=
image=
march=
tests=yes
compact=
further=()

value_of() { # option, number of arguments left, what follows
  if [ "$2" -lt 2 ] || [ -z "$3" ]; then misused "$1 needs a value"; fi
}
build_with() { # how
  if [ -n "$build" ] && [ "$build" != "$1" ]; then misused "--local and --container exclude each other"; fi
  build=$1
}

while [ $# -gt 0 ]; do
  case $1 in
    --local) build_with local ;;
    --container) build_with container ;;
    --skip-tests) tests= ;;
    --compact) compact=yes ;;
    --march) value_of "$1" $# "${2:-}" && march=$2 && shift ;;
    --image) value_of "$1" $# "${2:-}" && image=$2 && shift ;;
    --help | -h) usage && exit 0 ;;
    --)
      shift
      further=("$@")
      break
      ;;
    *) misused "unknown option $1" ;;
  esac
  shift
done

# ---- What builds -----------------------------------------------------------------------------------------------------

system=$(uname -s)
work=$(mktemp -d)
running=

stop() {
  if [ -n "$running" ]; then
    kill "$running" 2>/dev/null || true
    within "$LONGEST_ANSWER" wait_for_end "$running" || kill -9 "$running" 2>/dev/null || true
    wait "$running" 2>/dev/null || true
    running=
  fi
}
trap 'stop; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Runs a command that may hang; without timeout(1), which macOS hasn't.
within() { # seconds, command...
  local limit=$((SECONDS + $1)) pid
  shift
  "$@" >/dev/null 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    if [ "$SECONDS" -ge "$limit" ]; then
      kill "$pid" 2>/dev/null || true
      return 1
    fi
    sleep 0.1
  done
  wait "$pid"
}

wait_for_end() { # process
  while kill -0 "$1" 2>/dev/null; do sleep 0.1; done
}

# The first place in the order in which Quarkus looks.
find_native_image() {
  local home
  for home in "${GRAALVM_HOME:-}" "${JAVA_HOME:-}"; do
    if [ -n "$home" ] && [ -x "$home/bin/native-image" ]; then
      say "$home/bin/native-image"
      return
    fi
  done
  command -v native-image || true
}

check_version() { # native-image
  local version jdk
  version=$("$1" --version 2>/dev/null | head -n 1) || true
  # Since JDK 17's last: "native-image 25.0.1 2025-10-21"; before: "GraalVM 22.3.0 Java 17 CE".
  case $version in
    "native-image "[0-9]*)
      jdk=${version#native-image }
      jdk=${jdk%%[!0-9]*}
      ;;
    "GraalVM "*) jdk=0 ;;
    *) fail "$1 --version says '$version', which is no version of native-image." ;;
  esac
  if [ "$jdk" -lt "$OLDEST_JDK" ]; then
    fail "$1 is '$version', which is too old: it must be GraalVM or Mandrel for JDK $OLDEST_JDK or newer." \
      "Set GRAALVM_HOME to one, or build with --container."
  fi
  say "Building with $version ($1)"
}

# The container engine that answers; an installed client doesn't mean that there is a server.
find_engine() {
  local engine
  for engine in docker podman; do
    if command -v "$engine" >/dev/null && within "$LONGEST_ANSWER" "$engine" info; then
      say "$engine"
      return
    fi
  done
}

command -v mvn >/dev/null || fail "mvn isn't on the PATH. Maven 3.8.7 or newer is needed."

if [ -n "${GRAALVM_HOME:-}" ] && [ ! -x "$GRAALVM_HOME/bin/native-image" ]; then
  say "GRAALVM_HOME is $GRAALVM_HOME, but there is no bin/native-image in it: looking elsewhere."
fi
native_image=
if [ "$build" != container ]; then
  native_image=$(find_native_image)
fi
engine=
if [ -n "$image" ] || { [ -z "$native_image" ] && [ "$build" != local ]; }; then
  engine=$(find_engine)
fi

if [ -n "$native_image" ]; then
  build=local
  check_version "$native_image"
elif [ "$build" != local ] && [ -n "$engine" ]; then
  build=container
  say "Building in a container with $engine ($BUILDER_IMAGE)"
else
  case $build in
    local) say "No native-image in GRAALVM_HOME or on the PATH." >&2 ;;
    container) say "Neither Docker nor Podman answers." >&2 ;;
    *) say "Neither native-image nor a container engine that answers is here." >&2 ;;
  esac
  say >&2
  no_native_image
  exit 1
fi
if [ -n "$image" ] && [ -z "$engine" ]; then
  fail "--image needs Docker or Podman, and neither answers."
fi
if [ -n "$image" ] && [ "$build" = local ] && [ "$system" != Linux ]; then
  fail "--image needs a binary for Linux, and native-image builds one for $system: add --container."
fi

# A binary from a container is one for Linux.
runnable=yes
if [ "$build" = container ] && [ "$system" != Linux ]; then
  runnable=
  if [ -n "$tests" ]; then
    say "The binary will be one for Linux, so it isn't tested on this $system."
    tests=
  fi
fi

# ---- The build -------------------------------------------------------------------------------------------------------

if [ -n "$tests" ]; then
  arguments=(-B verify -Dnative -DskipUnitTests=true)
else
  arguments=(-B package -Dnative -DskipTests)
fi
if [ "$build" = container ]; then
  arguments+=(-Dquarkus.native.container-build=true)
  arguments+=("-Dquarkus.native.container-runtime=$engine" "-Dquarkus.native.builder-image=$BUILDER_IMAGE")
fi
if [ -n "$compact" ]; then arguments+=(-Dcompact); fi
if [ -n "$march" ]; then arguments+=("-Dnative.march=$march"); fi
# bash 3.2 takes an empty array for an unset variable.
arguments+=(${further[@]+"${further[@]}"})

rm -f target/*-runner
started=$SECONDS
mvn "${arguments[@]}"
took=$((SECONDS - started))

binary=
for candidate in target/*-runner; do
  if [ -f "$candidate" ] && [ -x "$candidate" ]; then binary=$candidate; fi
done
[ -n "$binary" ] || fail "Maven ended well, but there is no target/*-runner."

# ---- What was built --------------------------------------------------------------------------------------------------

megabytes() { # bytes
  local tenths=$(($1 * 10 / 1048576))
  printf '%d.%d MB' $((tenths / 10)) $((tenths % 10))
}

free_port() {
  local port attempt
  for attempt in 1 2 3 4 5 6 7 8 9 10; do
    port=$((20000 + RANDOM % 10000 + attempt))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      say "$port"
      return
    fi
  done
  fail "No free port found."
}

first_wallet() { # port, process
  local limit=$((SECONDS + LONGEST_START))
  local url="http://127.0.0.1:$1/v1/wallets/3f2504e0-4f89-41d3-9a0c-0305e82c3301"
  until curl -sf --noproxy "*" -m 2 -o /dev/null -u braze:demo "$url"; do
    if [ "$SECONDS" -ge "$limit" ] || ! kill -0 "$2" 2>/dev/null; then return 1; fi
    sleep 0.01
  done
}

resident_bytes() { # process
  local key value
  if [ -r "/proc/$1/status" ]; then
    while read -r key value _; do
      if [ "$key" = VmRSS: ]; then say $((value * 1024)) && return; fi
    done <"/proc/$1/status"
  else
    say $(($(ps -o rss= -p "$1") * 1024))
  fi
}

# Starts the binary as the demo, which needs no settings and calls its own simulator.
measure() {
  local port management start_up
  port=$(free_port)
  management=$(free_port)
  while [ "$management" = "$port" ]; do management=$(free_port); done
  # Without our environment, whose settings would be the binary's.
  env -i PATH="$PATH" "$binary" -Dquarkus.profile=demo -Dquarkus.http.host=127.0.0.1 "-Dquarkus.http.port=$port" \
    "-Dquarkus.management.port=$management" >"$work/output" 2>&1 &
  running=$!
  # bash's own clock: date counts in whole seconds on macOS.
  local TIMEFORMAT=%R
  if start_up=$({ time first_wallet "$port" "$running" 2>/dev/null; } 2>&1); then
    say "Start-up:    $start_up s from start to the first wallet (the demo's SessionM takes about 0.1 s of it)"
    say "Memory:      $(megabytes "$(resident_bytes "$running")") resident after it"
    stop
    return
  fi
  stop
  case $(cat "$work/output") in
    *"CPU features"* | *"xec format error"* | *"annot execute"* | *GLIBC_*)
      say "Start-up:    the binary can't run on this machine:"
      head -n 5 "$work/output"
      ;;
    *)
      tail -n 20 "$work/output" >&2
      fail "the binary gave no wallet within $LONGEST_START s."
      ;;
  esac
}

say
say "Binary:      $binary"
say "Size:        $(megabytes $(($(wc -c <"$binary"))))"
say "Build time:  $((took / 60)) min $((took % 60)) s$([ -z "$tests" ] || say ', tests included')"
if [ -n "$runnable" ]; then
  measure
else
  say "Start-up:    not measured: the binary is one for Linux, this is $system"
fi

if [ -n "$image" ]; then
  "$engine" build -f deployment/docker/Dockerfile.native -t "$image" .
  say "Image:       $image"
fi
