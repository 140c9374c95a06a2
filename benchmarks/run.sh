#!/bin/sh
# cox bench NAME [OPTION...]: runs a benchmark and prints its figures beside the budgets.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
name=${1:-}
case "$name" in
  startup | api) shift ;;
  *)
    echo "usage: ./cox bench startup | api [--server URL --token T [--pid PID,...]] [--store embedded|etcd] [MEASUREMENT...]" >&2
    exit 2
    ;;
esac
exec "$home/benchmarks/$name.sh" "$@"
