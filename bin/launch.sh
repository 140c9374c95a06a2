# Sourced by the launchers of bin/: launch CACHE MAIN-CLASS ARGUMENT... replaces this shell by the component's JVM.
launch() {
  home=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
  . "$home/bin/find-jdk.sh"
  JAVA_HOME=$(find_jdk) || exit 1
  export JAVA_HOME
  [ -f "$home/dist/classpath" ] || "$home/bin/build.sh"
  cache="$home/dist/aot/$1.aot"
  main=$2
  shift 2
  [ -f "$cache" ] && aot="-XX:AOTCache=$cache" || aot=
  exec "$JAVA_HOME/bin/java" $aot -XX:+UseSerialGC ${COXSWAIN_JAVA_OPTIONS:-} -Xlog:disable \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dcoxswain.home="$home" -cp "$(cat "$home/dist/classpath")" "$main" "$@"
}
