#!/usr/bin/env bash
# Makes the secrets of an overlay, and new ones when they are to be changed. Needs openssl. See docs/deployment.md.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: ./secrets.sh DIRECTORY                  make what is missing in DIRECTORY/secrets
       ./secrets.sh DIRECTORY rotate CLIENT    give a client (braze, loyalty, sessionm) a new secret beside its old one
       ./secrets.sh DIRECTORY finish CLIENT    take the old one away
       ./secrets.sh DIRECTORY sessionm         take another credential of SessionM's

DIRECTORY is the overlay, for example overlays/production. A client's secret is shown once, when it is made: here
only its digest is kept. SessionM's credential is asked for, or read from standard input.
USAGE
}

fail() {
  printf 'secrets.sh: %s\n' "$*" >&2
  exit 1
}

misused() {
  printf 'secrets.sh: %s\n\n' "$*" >&2
  usage >&2
  exit 2
}

# Letters and digits only, so that no shell, URL or form needs to quote it.
new_secret() {
  openssl rand -hex 32
}

digest() {
  printf 'sha256:%s' "$(printf '%s' "$1" | openssl dgst -sha256 -r | cut -d ' ' -f 1)"
}

# Whole or not at all, and readable by its owner alone.
write() { # file, content
  printf '%s' "$2" >"$1.new"
  mv "$1.new" "$1"
}

client_file() { # client
  local name
  name=$(printf '%s' "$1" | tr '[:lower:]' '[:upper:]')
  case $name in
    BRAZE | LOYALTY | SESSIONM) printf '%s/WALLET_CLIENTS_%s_SECRETS' "$secrets" "$name" ;;
    *) misused "there is no client $1; there are braze, loyalty and sessionm" ;;
  esac
}

show() { # client, secret
  printf '%s: user name %s, password %s\n' "$3" "$1" "$2"
}

take_sessionm_credential() {
  local credential
  if [ -t 0 ]; then
    printf "SessionM's authorization (the Basic string of the Connect API; it isn't shown): " >&2
    read -rs credential
    printf '\n' >&2
  else
    read -r credential || [ -n "$credential" ] || fail "nothing on standard input: SessionM's authorization is missing."
  fi
  [ -n "$credential" ] || fail "SessionM's authorization is empty."
  write "$secrets/SESSIONM_CONNECT_AUTHORIZATION" "$credential"
}

make_client() { # client, who that is
  local file secret
  file=$(client_file "$1")
  if [ -s "$file" ]; then return; fi
  secret=$(new_secret)
  write "$file" "$(digest "$secret")"
  show "$1" "$secret" "$2"
}

make_redis() {
  local password
  if [ ! -s "$secrets/REDIS_HASH_KEY" ]; then write "$secrets/REDIS_HASH_KEY" "$(new_secret)"; fi
  if [ ! -s "$secrets/REDIS_PASSWORD" ]; then write "$secrets/REDIS_PASSWORD" "$(new_secret)"; fi
  password=$(cat "$secrets/REDIS_PASSWORD")
  # Its own keys and channels, and nothing that is dangerous; nobody else may do anything.
  write "$secrets/redis/users.acl" "user default off
user offer-wallet on #$(digest "$password" | cut -d : -f 2) ~offer-wallet* resetchannels &offer-wallet* +@all -@admin -@dangerous
"
}

[ $# -ge 1 ] || misused "which overlay?"
case $1 in -h | --help) usage && exit 0 ;; esac
[ -d "$1" ] || fail "$1 is no directory."
command -v openssl >/dev/null || fail "openssl is needed to make secrets."
secrets=$1/secrets
umask 077
mkdir -p "$secrets/redis"

case ${2:-make} in
  make)
    if [ ! -s "$secrets/SESSIONM_CONNECT_AUTHORIZATION" ]; then take_sessionm_credential; fi
    make_client braze "Braze (connected content)"
    make_client loyalty "Whoever purges wallets"
    make_client sessionm "SessionM (events)"
    make_redis
    printf 'Secrets are in %s. Keep them out of version control.\n' "$secrets"
    ;;
  rotate)
    [ $# -eq 3 ] || misused "rotate which client?"
    file=$(client_file "$3")
    [ -s "$file" ] || fail "$3 has no secret yet."
    case $(cat "$file") in *,*) fail "$3 has two secrets already: finish that rotation first." ;; esac
    secret=$(new_secret)
    write "$file" "$(digest "$secret"),$(cat "$file")"
    show "$3" "$secret" "New, beside the old one"
    printf 'Apply, put the new one where it is used, then: secrets.sh %s finish %s\n' "$1" "$3"
    ;;
  finish)
    [ $# -eq 3 ] || misused "finish which client's rotation?"
    file=$(client_file "$3")
    case $(cat "$file" 2>/dev/null) in
      *,*) write "$file" "$(cut -d , -f 1 "$file")" ;;
      *) fail "$3 has one secret only, nothing is to be finished." ;;
    esac
    ;;
  sessionm) take_sessionm_credential ;;
  *) misused "unknown command $2" ;;
esac
