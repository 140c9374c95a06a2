#!/bin/sh
# Builds dist/ (jars, class path, AOT caches) where it is missing or older than a source, or made by another JDK.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
. "$home/bin/find-jdk.sh"
JAVA_HOME=$(find_jdk) || exit 1
export JAVA_HOME
stamp="$home/dist/.built"

fresh() {
  [ -f "$stamp" ] && [ -f "$home/dist/classpath-kubectl" ] || return 1
  [ "$(cat "$stamp")" = "$(cat "$JAVA_HOME/release") $home" ] || return 1
  changed=$(cd "$home" && find pom.xml */pom.xml */src/main -newer "$stamp" -type f -print 2>/dev/null | head -n 1)
  [ -z "$changed" ]
}

if [ "${1:-}" != "--always" ] && fresh; then
  exit 0
fi
running=$(grep -l "$home/dist/lib/[^ ]*[.]jar" /proc/[0-9]*/cmdline 2>/dev/null | sed 's|/proc/\([0-9]*\)/.*|\1|' | paste -sd' ' || true)
if [ -n "$running" ] && [ -f "$stamp" ]; then
  echo "error: sources are newer than dist/, and processes run from its jars (pids $running): a build would replace these under them." >&2
  echo "Stop them first (./cox down, with each cluster's --data-dir), or go on with the build that is there: bin/cox-installed $*" >&2
  exit 1
fi
echo "building Coxswain with $JAVA_HOME (log: dist/build.log)" >&2
cd "$home"
rm -rf dist/lib
mkdir -p dist
if ! ./mvnw -B -q package -DskipTests -Dspotless.check.skip=true >dist/build.log 2>&1; then
  tail -n 30 dist/build.log >&2
  echo "error: the build failed; the whole log is in dist/build.log" >&2
  exit 1
fi
"$home/bin/index.sh" >>dist/build.log
"$home/bin/train-aot.sh"
printf '%s %s\n' "$(cat "$JAVA_HOME/release")" "$home" >"$stamp"
