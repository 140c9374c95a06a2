#!/bin/sh
# How long a cluster takes from cold until the API is ready and until it is usable, what it holds in memory when idle, and
# how long kubectl takes. Needs root and a Docker engine. Each figure is the median of RUNS (default 5) fresh clusters; that
# of kubectl the median of 21 calls. Where upstream's kubectl is installed it is timed too: the measure of the machine.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
runs=${RUNS:-5}
work=$(mktemp -d)
dir=
stop() { [ -z "$dir" ] || "$home/cox" down --purge --data-dir "$dir" >/dev/null 2>&1 || true; rm -rf "$work"; }
trap stop EXIT
port=$((20000 + $$ % 10000))
yardstick=$(command -v kubectl || true) # how quick this machine is: somebody else's program, if it is installed

median() { sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }
seconds_at() { sed -n "s/^ *\([0-9.]*\)s  .*$1.*/\1/p" "$2" | tail -n 1; }

time_kubectl() { # KUBECONFIG PROGRAM: median milliseconds of a call
  call=0
  while [ "$call" -lt 21 ]; do
    call=$((call + 1))
    from=$(date +%s%N)
    KUBECONFIG=$1 "$2" get pods >/dev/null 2>&1
    echo $((($(date +%s%N) - from) / 1000000))
  done | median
}

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
      time_kubectl "$dir/kubeconfig" "$home/bin/kubectl" >"$work/kubectl"
      [ -z "$yardstick" ] || time_kubectl "$dir/kubeconfig" "$yardstick" >"$work/yardstick"
    fi
    "$home/cox" down --purge --data-dir "$dir" >/dev/null 2>&1 || true
    dir=
  done
  printf '%-22s %8s s %8s s %10s s %8s s %8s MB %8s MB\n' "$label" \
    "$(median <"$work/api")" "$api_budget" "$(median <"$work/usable")" "$usable_budget" "$(median <"$work/memory")" "$memory_budget"
}

printf '%-22s %10s %10s %12s %10s %11s %11s\n' "" "API ready" "budget" "usable" "budget" "idle PSS" "budget"
measure "separate JVMs" 1.5 4.0 600
measure "one JVM" 1.0 2.0 250 --single-process
printf '%-22s %8s ms, budget 150 ms\n' "kubectl get pods" "$(cat "$work/kubectl")"
[ -z "$yardstick" ] || printf '%-22s %8s ms, 49 ms on the machine of the budgets: compare the ratios\n' "kubectl of upstream" "$(cat "$work/yardstick")"
printf 'load average at the end: %s\n' "$(cut -d' ' -f1-3 /proc/loadavg)"
