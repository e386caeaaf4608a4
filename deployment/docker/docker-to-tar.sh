#!/usr/bin/env bash
# Stands in for docker where Jib loads an image into it, and keeps the image as target/image.tar instead: for machines without
# Docker, and for whoever wants a file. Set quarkus.jib.docker-executable-name to it, as -Dimage-tar does; Jib asks for nothing else.
set -euo pipefail
cd "$(dirname "$0")/../.."

case ${1:-} in
  load)
    mkdir -p target
    cat >target/image.tar.part
    mv target/image.tar.part target/image.tar
    echo "Loaded image: target/image.tar"
    ;;
  # Whether there is a server, and what it runs on; nothing is known of any image.
  info) printf '{"OSType":"linux","Architecture":"%s"}\n' "$(uname -m)" ;;
  version) echo 0 ;;
  *)
    echo "docker-to-tar.sh: only load is done here, not $*" >&2
    exit 1
    ;;
esac
