#!/bin/sh
# For machines without a registry, CI above all: makes STAND-INS under the names of the images that the compose file and the
# Dockerfile use, from this machine's JDK and etcd and from the distribution's packages. They carry the label
# coxswain.stand-in=true and are not what those names usually stand for; images that exist are left alone. Needs root, a
# Docker engine, debootstrap, etcd and etcdctl. The engine keeps them: `docker image rm` removes them.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
. "$home/bin/find-jdk.sh"
jdk=$(readlink -f "$(find_jdk)")
etcd_image=quay.io/coreos/etcd:v3.5.16
java_image=eclipse-temurin:25-jdk
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

exists() { docker image inspect "$1" >/dev/null 2>&1; }
stand_in() { # NAME CHANGE...
  name=$1
  shift
  tar -C "$work/base" -c . | docker import --change "LABEL coxswain.stand-in=true" "$@" - "$name" >/dev/null
  echo "made a stand-in for $name" >&2
}

exists "$etcd_image" && exists "$java_image" && exit 0

# Binaries of this machine run in the base, so it is of the same release. Its packages are only unpacked: to set them up
# takes minutes, and what that would have done for the few programs that are needed here is done by hand.
release=$(. /etc/os-release && echo "${VERSION_CODENAME:-stable}")
echo "making a base of $release packages" >&2
debootstrap --download-only --variant=minbase --include=nftables,iptables,iproute2,conntrack,curl \
  "$release" "$work/base" >"$work/debootstrap.log" 2>&1 || { tail -n 5 "$work/debootstrap.log" >&2; exit 1; }
for package in "$work"/base/var/cache/apt/archives/*.deb; do
  dpkg-deb --extract "$package" "$work/base"
done
for table in passwd group; do
  cp "$work/base/usr/share/base-passwd/$table.master" "$work/base/etc/$table"
done
ln -s mawk "$work/base/usr/bin/awk"
ln -s iptables-nft "$work/base/usr/sbin/iptables"
mkdir -p "$work/base/usr/local/bin"
for unused in debootstrap var/cache/apt var/lib/apt/lists usr/share/doc usr/share/man usr/share/locale; do
  rm -rf "$work/base/$unused"
done

if ! exists "$etcd_image"; then
  cp "$(command -v etcd)" "$(command -v etcdctl)" "$work/base/usr/local/bin/"
  stand_in "$etcd_image"
  rm "$work/base/usr/local/bin/etcd" "$work/base/usr/local/bin/etcdctl"
fi
if ! exists "$java_image"; then
  mkdir -p "$work/base/opt/java/openjdk"
  tar -C "$jdk" --exclude=./lib/src.zip --exclude=./man -c . | tar -C "$work/base/opt/java/openjdk" -x
  stand_in "$java_image" --change "ENV JAVA_HOME=/opt/java/openjdk" \
    --change "ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
fi
