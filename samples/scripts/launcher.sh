# What all launchers share: each sources it with $root set to the top of the checkout.

built=$root/samples/target
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# These programs are over before a better compiler or collector would have paid for itself.
quick="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

command -v "$java" >/dev/null || { echo "$0: no java found; put a JDK on the PATH, or set JAVA_HOME" >&2; exit 1; }

# The last file that the build leaves tells whether it is older than a source; a file that was added or removed shows in its folder.
stamp=$built/scripts/compiler.classpath
if [ ! -f "$stamp" ] || [ -n "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main \
  "$root/samples/kotlin" "$root/samples/java" "$root/samples/android" -newer "$stamp" 2>/dev/null | head -n 1)" ]; then
  echo "building; the first time takes a minute or two" >&2
  # Kotlin's compiler daemon would outlive the build by two hours.
  (cd "$root" && ./mvnw -q -B -Dkotlin.compiler.daemon=false -Dmaven.test.skip=true -pl samples -am package </dev/null >&2)
fi

# Runs the program whose main class is $1.
run_main() {
  exec "$java" $quick -cp "$built/classes:$(cat "$built/rollout.classpath")" "$@"
}
