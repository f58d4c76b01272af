#!/usr/bin/env bash
# Builds the jar that gives an old Flink the useful time of its tasks: unpacks the published sources,
# applies the patch, compiles against the published jars, packs what was compiled. The same Maven
# modules do it that `mvn verify` tests. Needs a JDK 17 or later, Maven and git.
set -euo pipefail

case "${1:-}" in
  1.12.*) module=flink-1.12.7 ;;
  1.9.*) module=flink-1.9.3 ;;
  *)
    echo "usage: $0 FLINK-VERSION, which is 1.12.x or 1.9.x (1.12.7 and 1.9.3 are tested)" >&2
    exit 2
    ;;
esac

patch=$(cd "$(dirname "$0")" && pwd)
mvn -q -B -f "$patch/$module/pom.xml" -Dpatched.flink="$1" -DskipTests -Djacoco.skip=true clean package
ls "$patch/$module/target/useful-time-flink-$1.jar"
