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
  # at the address it was made for, the cache's pages need no relocation and are shared by all JVMs
  [ -f "$cache" ] && aot="-XX:AOTCache=$cache -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0" || aot=
  exec "$JAVA_HOME/bin/java" $aot -XX:+UseSerialGC ${COXSWAIN_JAVA_OPTIONS:-} -Xlog:disable \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dorg.sqlite.lib.path="$home/dist/native" \
    -Dcoxswain.home="$home" -cp "$(cat "$home/dist/classpath")" "$main" "$@"
}
