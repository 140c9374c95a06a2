#!/bin/sh
# Prepares dist/lib for AOT caches, unpacks dist/native, and writes dist/classpath: the jars in a fixed order, as the
# caches need it; dist/java-home is the JDK that the caches are made by.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
. "$home/bin/find-jdk.sh"
jdk=$(find_jdk)
cd "$home"
"$jdk/bin/java" -cp "dist/lib/*" io.coxswain.cluster.packaging.Packaging dist
ls dist/lib/*.jar | LC_ALL=C sort | sed "s|^|$home/|" | paste -sd: >dist/classpath
printf '%s\n' "$jdk" >dist/java-home
