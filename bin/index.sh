#!/bin/sh
# Writes dist/classpath: the jars of dist/lib in a fixed order, as the AOT caches need it.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
cd "$home"
ls dist/lib/*.jar | LC_ALL=C sort | sed "s|^|$home/|" | paste -sd: >dist/classpath
