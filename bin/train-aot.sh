#!/bin/sh
# Makes the AOT caches of dist/aot by running what they are for: one for kubectl, one for everything else (JEP 514).
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
. "$home/bin/find-jdk.sh"
java="$(find_jdk)/bin/java"
mkdir -p "$home/dist/aot"
rm -f "$home"/dist/aot/*
classpath=$(cat "$home/dist/classpath")
train() { # NAME MAIN-CLASS ARGUMENT...
  name=$1
  shift
  "$java" -XX:AOTCacheOutput="$home/dist/aot/$name.aot" -XX:+UseSerialGC -Xlog:disable \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dcoxswain.home="$home" -cp "$classpath" "$@" >>"$home/dist/build.log" 2>&1 ||
    echo "note: no AOT cache for $name; it starts slower (see dist/build.log)" >&2
}
train kubectl io.coxswain.kubectl.KubectlMain version --client
train components io.coxswain.cluster.Training
