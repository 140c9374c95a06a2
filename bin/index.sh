#!/bin/sh
# Prepares dist/lib for AOT caches, unpacks dist/native, and writes dist/classpath: the jars in a fixed order, as the
# caches need it; dist/classpath-kubectl has those of kubectl alone; dist/java-home is the JDK that the caches are made by.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
. "$home/bin/find-jdk.sh"
jdk=$(find_jdk)
cd "$home"
"$jdk/bin/java" -cp "dist/lib/*" io.coxswain.cluster.packaging.Packaging dist
ls dist/lib/*.jar | LC_ALL=C sort | sed "s|^|$home/|" | paste -sd: >dist/classpath
{ tr : '\n' <kubectl/target/classpath | sed 's|.*/||'; cd kubectl/target && ls kubectl-*.jar; } |
  while read -r jar; do [ ! -f "$home/dist/lib/$jar" ] || echo "$home/dist/lib/$jar"; done |
  LC_ALL=C sort -u | paste -sd: >dist/classpath-kubectl
printf '%s\n' "$jdk" >dist/java-home
