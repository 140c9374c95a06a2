#!/bin/sh
# Loads an API server over TLS from this machine and prints rate, p50 and p99, and what it cost the server: CPU time of a
# request (hardly changed by others who use the machine) and memory. Without --server it starts a fresh API server, on the
# embedded store or, with --store etcd, on an etcd of its own. An answer that is not 2xx voids a figure; what fails or is
# void does not keep the others from being measured, but makes the exit code 1.
#   cox bench api [--server URL --token T [--pid PID,...]] [--store embedded|etcd] [MEASUREMENT...]
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
. "$home/bin/find-jdk.sh"
java="$(find_jdk)/bin/java"
server='' TOKEN='' pids='' store=embedded only='' seconds=${SECONDS_EACH:-10}
all='get list list-all create watch-100 watch-1000 events memory'
while [ $# -gt 0 ]; do
  case "$1" in
    --server) server=$2 && shift 2 ;;
    --token) TOKEN=$2 && shift 2 ;;
    --pid) pids=$(echo "$2" | tr ',' ' ') && shift 2 ;;
    --store) store=$2 && shift 2 ;;
    get | list | list-all | create | watch-100 | watch-1000 | events | memory) only="$only $1" && shift ;;
    *) echo "cox bench api: \"$1\" is neither --server URL, --token T, --pid PID,..., --store embedded|etcd nor one of: $all" >&2 && exit 2 ;;
  esac
done
command -v wrk >/dev/null || { echo "cox bench api needs wrk; on Debian and Ubuntu: apt-get install wrk" >&2; exit 1; }

work=$(mktemp -d)
own='' etcd=''
stop_own() {
  [ -z "$own" ] || "$home/cox" down --purge --data-dir "$work/cluster" 2>/dev/null || true
  [ -z "$etcd" ] || kill "$etcd" 2>/dev/null || true
  own='' etcd=''
  rm -rf "$work/cluster" "$work/etcd"
}
trap 'stop_own; rm -rf "$work"' EXIT
start_own() {
  port=$((21000 + $$ % 10000))
  servers=
  if [ "$store" = etcd ]; then
    url="http://127.0.0.1:$((port + 1))"
    etcd --data-dir "$work/etcd" --listen-client-urls "$url" --advertise-client-urls "$url" \
      --listen-peer-urls "http://127.0.0.1:$((port + 2))" --quota-backend-bytes 4294967296 --log-level error >"$work/etcd.log" 2>&1 &
    etcd=$!
    servers="--etcd-servers $url"
  fi
  # shellcheck disable=SC2086 # no option or two words
  "$home/cox" up --data-dir "$work/cluster" --secure-port "$port" $servers \
    --without kubelet,kube-proxy,dns,scheduler,controller-manager 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
  own=yes
  server="https://127.0.0.1:$port"
  TOKEN=$(cat "$work/cluster/admin.token")
  pids="$(head -n 1 "$work/cluster/run/kube-apiserver.pid") $etcd"
}
given=$server
[ -n "$given" ] || start_own
export TOKEN

namespace() { # a new one for each run: names in it are free on any server
  export NAMESPACE="bench-$1-$$"
  curl -sk -o /dev/null -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
    -d "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"$NAMESPACE\"}}" "$server/api/v1/namespaces"
}
program() { # CLASS OPTION...
  class=$1
  shift
  "$java" -Xmx2g -XX:+UseSerialGC -cp "$home/apiserver/target/test-classes:$(cat "$home/dist/classpath")" \
    "io.coxswain.apiserver.bench.$class" --server "$server" --token "$TOKEN" --namespace "$NAMESPACE" "$@"
}
fill() { # NAME COUNT
  namespace "$1"
  program Fill --count "$2"
}
ticks() { # CPU time of the server so far, in 10 ms
  for pid in $pids; do sed 's/.*) //' "/proc/$pid/stat"; done | awk '{sum += $12 + $13} END {print sum + 0}'
}
memory() { # resident megabytes of the server
  for pid in $pids; do cat "/proc/$pid/status"; done | awk '/^VmRSS/ {sum += $2} END {printf "%d", sum / 1024}'
}
cost() { # TICKS-BEFORE REQUESTS
  [ -z "$pids" ] || awk -v before="$1" -v after="$(ticks)" -v requests="$2" -v memory="$(memory)" \
    'BEGIN {printf "%8.0f us CPU %6d MB", (after - before) * 10000 / requests, memory}'
}
wrk_run() { # CONNECTIONS SECONDS SCRIPT
  wrk -t2 -c"$1" -d"$2"s --latency -s "$home/benchmarks/wrk/$3" "$server" >"$work/out" 2>&1
}
load() { # LABEL CONNECTIONS SCRIPT BUDGET
  wrk_run "$2" "$seconds" "$3" # warm-up, not counted
  before=$(ticks)
  wrk_run "$2" "$seconds" "$3"
  if grep -q 'Non-2xx' "$work/out"; then
    printf '%-28s void: %s\n' "$1" "$(grep 'Non-2xx' "$work/out")"
    return 1
  fi
  requests=$(awk '/requests in/ {print $1}' "$work/out")
  awk -v label="$1" -v budget="$4" -v cost="$(cost "$before" "$requests")" '
    /Requests\/sec/ {rate=$2} $1 == "50%" {p50=$2} $1 == "99%" {p99=$2}
    END {printf "%-28s %10.0f/s %10s/s   p50 %-9s p99 %-9s %s\n", label, rate, budget, p50, p99, cost}' "$work/out"
}

measure() {
  case "$1" in
    get)
      fill get 500
      export COUNT=500
      load "GET one of 1 KB" 64 get.lua 30000
      ;;
    list)
      fill list 500
      load "LIST 500 of 1 KB" 64 list.lua 1500
      ;;
    list-all)
      fill list-all 16000
      load "LIST 16,000 of 1 KB" 16 list.lua 50
      ;;
    create)
      namespace create
      [ "$store" = etcd ] && budget=4000 || budget=8000
      load "create 1 KB" 64 create.lua "$budget"
      ;;
    watch-100) watch 100 100 "p99 25 ms" ;;
    watch-1000) watch 1000 100 "p50 80 ms, p99 250 ms" ;;
    events)
      namespace events
      printf 'events (budget 200,000/s): '
      program EventsBenchmark --seconds "$seconds"
      ;;
    memory)
      fill memory 100000
      printf '100,000 objects of 1 KB (budget 600 MB): %s MB\n' "$(memory)"
      ;;
  esac
}
watch() { # WATCHERS RATE BUDGET
  namespace "watch-$1"
  printf 'watch (budget %s): ' "$3"
  program WatchBenchmark --watchers "$1" --rate "$2"
}
printf '%-28s %12s %12s\n' "" measured budget
failed=''
for name in ${only:-$all}; do
  if [ "$name" = memory ] && [ -z "$given" ]; then # of a server that has done nothing else
    stop_own
    start_own
  fi
  set +e # a subshell of its own ends at the first failure, and only that
  (set -e && measure "$name")
  [ $? = 0 ] || failed="$failed $name"
  set -e
done
[ -z "$failed" ] || { echo "cox bench api: failed:$failed" >&2; exit 1; }
