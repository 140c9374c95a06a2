# Sourced by the launchers of bin/, which set self to their own path: launch CACHE MAIN-CLASS ARGUMENT... replaces this
# shell by the component's JVM. Shell built-ins only, where the build has left what is needed: each command started here
# takes longer than the JVM needs for kubectl's request.
launch() {
  home=${self%/bin/*}
  wanted=${JAVA_HOME:-}
  jars=classpath
  logging=io.coxswain.cluster.logging.QuickLogging
  [ "$1" != kubectl ] || jars=classpath-kubectl logging=io.coxswain.kubectl.SilentLogging
  { read -r JAVA_HOME <"$home/dist/java-home" && read -r classpath <"$home/dist/$jars"; } 2>/dev/null || JAVA_HOME=
  if [ -z "$JAVA_HOME" ] || [ ! -x "$JAVA_HOME/bin/java" ] || [ "${wanted:-$JAVA_HOME}" != "$JAVA_HOME" ]; then
    JAVA_HOME=$wanted
    . "$home/bin/find-jdk.sh"
    JAVA_HOME=$(find_jdk) || exit 1
    [ -f "$home/dist/$jars" ] || "$home/bin/build.sh"
    read -r classpath <"$home/dist/$jars"
  fi
  export JAVA_HOME
  cache="$home/dist/aot/$1.aot"
  main=$2
  shift 2
  # at the address it was made for, the cache's pages need no relocation and are shared by all JVMs
  [ -f "$cache" ] && aot="-XX:AOTCache=$cache -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:-AOTReplayTraining" || aot=
  exec "$JAVA_HOME/bin/java" $aot -XX:+UseSerialGC ${COXSWAIN_JAVA_OPTIONS:-} -Xlog:disable \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dpicocli.disable.closures=true -Dio.netty.jfr.enabled=false \
    "-Dslf4j.provider=$logging" -Dslf4j.internal.verbosity=WARN \
    -Djava.library.path="$home/dist/native" -Dorg.sqlite.lib.path="$home/dist/native" \
    -Dcoxswain.home="$home" -cp "$classpath" "$main" "$@"
}
