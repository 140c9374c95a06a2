#!/bin/sh
# Every test: units, scenarios, contracts, and those that need root, Docker, etcd or nftables. In CI (CI=true) what is
# missing is a failure; elsewhere those tests are left out, loudly.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
. "$home/bin/find-jdk.sh"
JAVA_HOME=$(find_jdk) || exit 1
export JAVA_HOME
cd "$home"

missing=
for tool in docker docker-compose debootstrap etcd etcdctl nft iptables ip conntrack strace curl busybox socat; do
  command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
done
[ "$(id -u)" = 0 ] || missing="$missing root"
if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing the tools of the end-to-end tests from the distribution's packages:$missing" >&2
  apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    docker.io docker-compose debootstrap etcd-server etcd-client nftables iptables iproute2 conntrack strace curl \
    busybox-static socat >/dev/null
  missing=
fi
if [ -z "$missing" ] && ! docker version >/dev/null 2>&1; then
  if [ -d /run/systemd/system ]; then
    systemctl start docker || true
  else
    mkdir -p "$home/dist"
    setsid dockerd >"$home/dist/dockerd.log" 2>&1 </dev/null &
    dockerd=$!
    trap 'kill $dockerd 2>/dev/null || true' EXIT
  fi
  for _ in $(seq 100); do
    docker version >/dev/null 2>&1 && break
    sleep 0.3
  done
  docker version >/dev/null 2>&1 || missing=" a Docker engine that answers"
fi

if [ -n "$missing" ]; then
  if [ "${CI:-}" = true ]; then
    echo "error: the end-to-end tests need:$missing" >&2
    exit 1
  fi
  echo "################################################################################" >&2
  echo "# The end-to-end tests are LEFT OUT, because this machine lacks:$missing" >&2
  echo "################################################################################" >&2
  ./mvnw -B verify "$@"
else
  "$home/bin/build.sh"
  # Two modules at a time: much of a test is waiting. In CI a test that fails is run once more; one that passes then is
  # listed under "Flakes" of its module, and is a bug of the test or of what it tests.
  ./mvnw -B -T 2 verify -Dtest.groups.excluded=none ${CI:+-Dsurefire.rerunFailingTestsCount=1} "$@"
fi
