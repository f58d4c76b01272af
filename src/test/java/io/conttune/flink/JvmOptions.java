package io.conttune.flink;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/** The options of a JVM with a part of Flink in it: little memory, a quick start. */
final class JvmOptions {
  private JvmOptions() {}

  static List<String> forFlink() {
    return Stream.concat(
            Stream.of(
                "-Xmx384m",
                "-XX:MaxDirectMemorySize=256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // A start takes a sixth less of the processor; elsewhere than on Linux it is
                // unknown.
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UseTransparentHugePages"),
            openings())
        .toList();
  }

  /** What Flink needs of the JDK, as this JVM was given it. */
  private static Stream<String> openings() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("--add-exports"));
  }
}
