#!/bin/sh
# Makes the AOT caches of dist/aot by running what they are for (JEP 514): one for kubectl, one for cox and the
# small components (clients), and one for all components (components). --where-needed: not if this JVM takes those that
# are there, of the same dist/lib.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
. "$home/bin/find-jdk.sh"
java="$(find_jdk)/bin/java"

fits() { # CACHE CLASSPATH
  "$java" -XX:AOTMode=on -XX:AOTCache="$home/dist/aot/$1.aot" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
    -cp "$(cat "$home/dist/$2")" -version >/dev/null 2>&1
}

if [ "${1:-}" = --where-needed ]; then
  shift
  if fits kubectl classpath-kubectl && fits clients classpath && fits components classpath; then exit 0; fi
fi
mkdir -p "$home/dist/aot"
rm -f "$home"/dist/aot/*
classpath=$(cat "$home/dist/classpath")
# profiles of methods have a start compile too much
options="-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:+UseSerialGC -Xlog:disable --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
set -- -Dpicocli.disable.closures=true -Dslf4j.internal.verbosity=WARN -Dio.netty.jfr.enabled=false -Djava.library.path="$home/dist/native" -Dorg.sqlite.lib.path="$home/dist/native" -Dcoxswain.home="$home"
logging=-Dslf4j.provider=io.coxswain.cluster.logging.QuickLogging
# the cluster of the first run is what the others talk to
# shellcheck disable=SC2086
"$java" -XX:AOTCacheOutput="$home/dist/aot/components.aot" $options "$@" "$logging" -cp "$classpath" io.coxswain.cluster.Training \
  kubectl "$java" -XX:AOTCacheOutput="$home/dist/aot/kubectl.aot" $options "$@" \
  -Dslf4j.provider=io.coxswain.kubectl.SilentLogging -cp "$(cat "$home/dist/classpath-kubectl")" io.coxswain.kubectl.KubectlTraining \
  clients "$java" -XX:AOTCacheOutput="$home/dist/aot/clients.aot" $options "$@" "$logging" -cp "$classpath" \
  io.coxswain.cluster.ClientsTraining >>"$home/dist/build.log" 2>&1 || true
for name in kubectl clients components; do
  [ -f "$home/dist/aot/$name.aot" ] || echo "note: no AOT cache for $name; it starts slower (see dist/build.log)" >&2
done
