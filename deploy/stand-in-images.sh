#!/bin/sh
# For machines without a registry, CI above all: makes STAND-INS under the names of the images that the compose file and the
# Dockerfile use, from this machine's JDK and from Debian's packages. They carry the label coxswain.stand-in=true and are not
# what those names usually stand for. Needs root, debootstrap, etcd-server and a Docker engine.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
. "$home/bin/find-jdk.sh"
jdk=$(find_jdk)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

exists() { docker image inspect "$1" >/dev/null 2>&1; }
stand_in() { # NAME ROOT CHANGE...
  name=$1
  root=$2
  shift 2
  tar -C "$root" -c . | docker import --change "LABEL coxswain.stand-in=true" "$@" - "$name" >/dev/null
  echo "made a stand-in for $name" >&2
}

if ! exists eclipse-temurin:25-jdk || ! exists quay.io/coreos/etcd:v3.5.16; then
  echo "making a Debian base" >&2
  debootstrap --variant=minbase --include=nftables,iptables,iproute2,conntrack stable "$work/base" >"$work/debootstrap.log" 2>&1 ||
    { tail -n 5 "$work/debootstrap.log" >&2; exit 1; }
  rm -rf "$work/base/var/cache/apt" "$work/base/var/lib/apt/lists" "$work/base/usr/share/doc" "$work/base/usr/share/man"
fi
if ! exists quay.io/coreos/etcd:v3.5.16; then
  mkdir -p "$work/base/usr/local/bin"
  cp "$(command -v etcd)" "$work/base/usr/local/bin/etcd"
  stand_in quay.io/coreos/etcd:v3.5.16 "$work/base"
  rm "$work/base/usr/local/bin/etcd"
fi
if ! exists eclipse-temurin:25-jdk; then
  mkdir -p "$work/base/opt/java"
  cp -a "$(readlink -f "$jdk")" "$work/base/opt/java/openjdk"
  rm -f "$work/base/opt/java/openjdk/lib/src.zip"
  stand_in eclipse-temurin:25-jdk "$work/base" --change "ENV JAVA_HOME=/opt/java/openjdk" \
    --change "ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
fi
