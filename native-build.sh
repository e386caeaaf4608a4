#!/usr/bin/env bash
# Builds the native binary with the GraalVM or Mandrel that is at hand: GRAALVM_HOME, or native-image on the PATH.
set -euo pipefail
cd "$(dirname "$0")"

if [ -n "${GRAALVM_HOME:-}" ] && [ -x "$GRAALVM_HOME/bin/native-image" ]; then
  native_image="$GRAALVM_HOME/bin/native-image"
elif native_image=$(command -v native-image); then
  :
else
  cat >&2 <<'HELP'
No native-image found. Either
  - install GraalVM or Mandrel for JDK 21 or newer, set GRAALVM_HOME to it, and run this again; or
  - have Docker or Podman running and build in a container:
      mvn -DskipTests package -Dnative -Dquarkus.native.container-build=true
HELP
  exit 1
fi

echo "Building with $("$native_image" --version | head -n 1)"
mvn -B -DskipTests package -Dnative "$@"
ls -l target/*-runner
