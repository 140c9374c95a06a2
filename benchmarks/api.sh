#!/bin/sh
# Loads an API server over TLS with wrk (64 connections, two threads) and a watch benchmark, client and server on one machine.
# Without --server it starts a fresh API server on the embedded store. Any answer that is not 2xx voids a figure.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
. "$home/bin/find-jdk.sh"
java="$(find_jdk)/bin/java"
server='' TOKEN='' seconds=${SECONDS_EACH:-10}
while [ $# -gt 0 ]; do
  case "$1" in
    --server) server=$2 && shift 2 ;;
    --token) TOKEN=$2 && shift 2 ;;
    *) echo "cox bench api: unknown option \"$1\": expected --server URL and --token T" >&2 && exit 2 ;;
  esac
done
command -v wrk >/dev/null || { echo "cox bench api needs wrk; on Debian and Ubuntu: apt-get install wrk" >&2; exit 1; }

work=$(mktemp -d)
own=
stop() { [ -z "$own" ] || "$home/cox" down --purge --data-dir "$work/cluster" 2>/dev/null || true; rm -rf "$work"; }
trap stop EXIT
if [ -z "$server" ]; then
  port=$((21000 + $$ % 10000))
  "$home/cox" up --data-dir "$work/cluster" --secure-port "$port" \
    --without kubelet,kube-proxy,dns,scheduler,controller-manager 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
  own=yes
  server="https://127.0.0.1:$port"
  TOKEN=$(cat "$work/cluster/admin.token")
fi
export TOKEN
export COUNT=500

post() { curl -sk -o /dev/null -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d "$2" "$server$1"; }
for namespace in bench bench-create; do
  post /api/v1/namespaces "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"$namespace\"}}"
done
value=$(printf 'x%.0s' $(seq 800))
for i in $(seq $COUNT); do
  printf 'url = "%s/api/v1/namespaces/bench/configmaps"\noutput = /dev/null\ndata = "{\\"apiVersion\\":\\"v1\\",\\"kind\\":\\"ConfigMap\\",\\"metadata\\":{\\"name\\":\\"c%s\\"},\\"data\\":{\\"value\\":\\"%s\\"}}"\nheader = "Authorization: Bearer %s"\nheader = "Content-Type: application/json"\ninsecure\nnext\n' "$server" "$i" "$value" "$TOKEN"
done >"$work/fill"
sed -i '$d' "$work/fill" # no transfer follows the last "next"
curl -s -K "$work/fill"

load() { # LABEL SCRIPT BUDGET
  wrk -t2 -c64 -d"$seconds"s --latency -s "$home/benchmarks/wrk/$2" "$server" >"$work/out" 2>&1
  if grep -q 'Non-2xx' "$work/out"; then
    printf '%-28s void: %s\n' "$1" "$(grep 'Non-2xx' "$work/out")"
    return
  fi
  awk -v label="$1" -v budget="$3" '
    /Requests\/sec/ {rate=$2} $1 == "50%" {p50=$2} $1 == "99%" {p99=$2}
    END {printf "%-28s %10.0f/s %12s/s   p50 %-9s p99 %s\n", label, rate, budget, p50, p99}' "$work/out"
}
printf '%-28s %12s %14s\n' "" measured budget
wrk -t2 -c64 -d"$seconds"s -s "$home/benchmarks/wrk/get.lua" "$server" >/dev/null 2>&1 # warm-up, not counted
load "GET one of 1 KB" get.lua 30000
load "LIST 500 of 1 KB" list.lua 1500
load "create 1 KB" create.lua 8000

host=${server#https://}
watch() { # WATCHERS RATE
  printf 'watch, %s watchers x %s writes/s: ' "$1" "$2"
  "$java" -Xmx2g -cp "$home/apiserver/target/test-classes:$(cat "$home/dist/classpath")" io.coxswain.apiserver.bench.WatchBenchmark \
    --host "${host%:*}" --port "${host##*:}" --token "$TOKEN" --watchers "$1" --rate "$2"
}
watch 100 100
watch 1000 100
if [ -n "$own" ]; then
  pid=$(head -n 1 "$work/cluster/run/kube-apiserver.pid")
  awk '/^Pss:/ {printf "memory of the server afterwards: %d MB\n", $2 / 1024}' "/proc/$pid/smaps_rollup"
fi
