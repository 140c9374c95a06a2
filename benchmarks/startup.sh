#!/bin/sh
# How long a cluster takes from cold until the API is ready and until it is usable, and what it holds in memory when idle.
# Needs root and a Docker engine. Each figure is the median of RUNS (default 5) fresh clusters.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
runs=${RUNS:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
port=$((20000 + $$ % 10000))

median() { sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }
seconds_at() { sed -n "s/^ *\([0-9.]*\)s  .*$1.*/\1/p" "$2" | tail -n 1; }

measure() { # LABEL API-BUDGET USABLE-BUDGET MEMORY-BUDGET OPTION...
  label=$1 api_budget=$2 usable_budget=$3 memory_budget=$4
  shift 4
  : >"$work/api" && : >"$work/usable" && : >"$work/memory"
  run=0
  while [ "$run" -lt "$runs" ]; do
    run=$((run + 1))
    dir="$work/cluster-$run"
    "$home/cox" up --yes --data-dir "$dir" --secure-port "$port" "$@" 2>"$work/log" >/dev/null || { cat "$work/log" >&2; exit 1; }
    seconds_at "kube-apiserver ready" "$work/log" >>"$work/api"
    seconds_at "the cluster is usable" "$work/log" >>"$work/usable"
    if [ "$run" = "$runs" ]; then
      sleep 20
      "$home/cox" status --data-dir "$dir" | awk 'NR > 1 {sum += $4} END {print sum}' >>"$work/memory"
    fi
    "$home/cox" down --purge --data-dir "$dir" 2>/dev/null
  done
  printf '%-22s %8s s %8s s %10s s %8s s %8s MB %8s MB\n' "$label" \
    "$(median <"$work/api")" "$api_budget" "$(median <"$work/usable")" "$usable_budget" "$(median <"$work/memory")" "$memory_budget"
}

printf '%-22s %10s %10s %12s %10s %11s %11s\n' "" "API ready" "budget" "usable" "budget" "idle PSS" "budget"
measure "separate JVMs" 1.5 4.0 600
measure "one JVM" 1.0 2.0 250 --single-process
