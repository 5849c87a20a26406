#!/usr/bin/env bash
# run_java.sh [BUILD] – the JUnit tests of the Java binding, with every call of JNI checked by the JVM.
# JUnit's console launcher is taken from BUILD/junit/ or from where Debian puts it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
build=$(cd "${1:-${EDU_BUILD:-$top/build}}" && pwd)
jar=$build/bindings/java/libedu.jar
junit=
for candidate in "$build"/junit/*standalone*.jar /usr/share/java/junit-platform-console-standalone.jar; do
	[ -n "$junit" ] || [ ! -f "$candidate" ] || junit=$candidate
done
[ -f "$jar" ] || { echo "run_java.sh: $jar is not built (Meson option java)" >&2; exit 77; }
[ -n "$junit" ] || { echo "run_java.sh: JUnit 5's console launcher is missing (Debian: junit5)" >&2; exit 77; }
# Ubuntu 22.04's launcher is not as standalone as its name: the engine lies beside it.
list=$(jar tf "$junit")
case $list in
*org/junit/jupiter/engine/*) ;;
*) for name in jupiter-api jupiter-engine platform-commons platform-engine platform-launcher; do
	junit=$junit:/usr/share/java/junit-$name.jar
   done
   junit=$junit:/usr/share/java/opentest4j.jar:/usr/share/java/apiguardian-api.jar ;;
esac

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/classes" "$scratch/tmp"
javac -Xlint:all,-path,-processing -Werror --release 11 -encoding UTF-8 -cp "$jar:$junit" -d "$scratch/classes" "$here"/java/*.java

# The tests with the library from the jar, then from the path given; MALLOC_PERTURB_ spoils memory that was freed.
run() {
	MALLOC_PERTURB_=90 java -Xcheck:jni -Dedu.top="$top" -Djava.io.tmpdir="$scratch/tmp" "$@" \
		-cp "$scratch/classes:$jar:$junit" org.junit.platform.console.ConsoleLauncher \
		--scan-class-path "$scratch/classes" --details=summary \
		--fail-if-no-tests >"$scratch/log" 2>&1 || { cat "$scratch/log"; return 1; }
	if grep -E 'in native method|JNI local refs' "$scratch/log" >&2; then
		echo "run_java.sh: -Xcheck:jni complains" >&2
		return 1
	fi
	grep -E 'tests successful|tests failed' "$scratch/log"
}
run
[ -z "$(ls "$scratch/tmp")" ] || { echo "run_java.sh: the copy of the native library was left behind" >&2; exit 1; }
run -Dorg.libedu.lib.path="$build/bindings/java"
