#!/bin/sh
# Runs a command much as a container engine would: with a file system of its own that holds what is bound into it and can't be
# written, as a user without a name or any capability, and with a limit of memory. Needs Linux and root.
#
#   container.sh USER CGROUP BIND... -- COMMAND...
#
# CGROUP is a directory of the memory controller, or - for none. BIND is FROM:TO.
set -eu

if [ "${1:-}" != --inside ]; then
  exec unshare --mount --propagation private -- "$0" --inside "$@"
fi
shift
user=$1
cgroup=$2
shift 2

root=$(mktemp -d)
# Nobody outside of this mount namespace sees what is mounted there.
mount -t tmpfs -o mode=755 tmpfs "$root"

bind() { # from, to
  if [ -d "$1" ]; then
    mkdir -p "$root$2"
  else
    mkdir -p "$root$(dirname "$2")"
    : >"$root$2"
  fi
  mount --rbind "$1" "$root$2"
  mount -o remount,bind,ro "$root$2"
}

# What every engine gives.
for each in /proc /sys/fs/cgroup /etc/hosts /etc/resolv.conf; do
  if [ -e "$each" ]; then bind "$each" "$each"; fi
done
for each in null zero random urandom; do
  mkdir -p "$root/dev"
  : >"$root/dev/$each"
  mount --bind "/dev/$each" "$root/dev/$each"
done
# Where /lib is a link to /usr/lib, as the loader in a binary's header needs it.
for each in bin lib lib64; do
  if [ -L "/$each" ]; then ln -s "$(readlink "/$each")" "$root/$each"; fi
done
mkdir -m 1777 "$root/tmp"

while [ "$1" != -- ]; do
  bind "${1%%:*}" "${1#*:}"
  shift
done
shift

mount -o remount,ro "$root"
if [ "$cgroup" != - ]; then echo $$ >"$cgroup/cgroup.procs"; fi
# A change of user takes the capabilities away, and nothing gives them back.
exec setpriv --no-new-privs chroot --userspec="$user:$user" --groups= "$root" "$@"
