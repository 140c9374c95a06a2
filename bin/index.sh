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
# by the artifacts' names: dist/lib has the versions that the whole distribution agrees on
{ tr : "\n" <dist/lib/kubectl.classpath; echo; echo kubectl-0; } | sed 's|.*/||; s|-[0-9].*||' | LC_ALL=C sort -u |
  while read -r artifact; do ls dist/lib/"$artifact"-[0-9]*.jar 2>/dev/null || true; done |
  sed "s|^|$home/|" | paste -sd: >dist/classpath-kubectl
printf '%s\n' "$jdk" >dist/java-home
