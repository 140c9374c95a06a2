#!/bin/sh
# Makes the AOT caches of dist/aot by running what they are for: one for kubectl, one for everything else (JEP 514).
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
. "$home/bin/find-jdk.sh"
java="$(find_jdk)/bin/java"
mkdir -p "$home/dist/aot"
rm -f "$home"/dist/aot/*
classpath=$(cat "$home/dist/classpath")
# profiles of methods have a start compile too much
options="-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:+UseSerialGC -Xlog:disable --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
set -- -Dpicocli.disable.closures=true -Dslf4j.internal.verbosity=WARN -Dio.netty.jfr.enabled=false -Djava.library.path="$home/dist/native" -Dorg.sqlite.lib.path="$home/dist/native" -Dcoxswain.home="$home"
# the cluster of the one run is what kubectl talks to in the other
# shellcheck disable=SC2086
"$java" -XX:AOTCacheOutput="$home/dist/aot/components.aot" $options "$@" \
  -Dslf4j.provider=io.coxswain.cluster.logging.QuickLogging -cp "$classpath" io.coxswain.cluster.Training \
  "$java" -XX:AOTCacheOutput="$home/dist/aot/kubectl.aot" $options "$@" \
  -Dslf4j.provider=io.coxswain.kubectl.SilentLogging -cp "$(cat "$home/dist/classpath-kubectl")" \
  io.coxswain.kubectl.KubectlTraining >>"$home/dist/build.log" 2>&1 || true
for name in kubectl components; do
  [ -f "$home/dist/aot/$name.aot" ] || echo "note: no AOT cache for $name; it starts slower (see dist/build.log)" >&2
done
