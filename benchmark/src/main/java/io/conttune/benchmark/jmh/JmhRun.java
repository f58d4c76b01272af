package io.conttune.benchmark.jmh;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks as all of ours are run: one thread, in a JVM of their own, in milliseconds. */
final class JmhRun {
  private JmhRun() {}

  static Collection<RunResult> of(ChainedOptionsBuilder options) throws RunnerException {
    return of(options, List.of("-XX:+UseSerialGC", "-Xmx1g"));
  }

  /** The same in a JVM with the options with which the service is started. */
  static Collection<RunResult> asService(ChainedOptionsBuilder options) throws RunnerException {
    return of(options, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
  }

  private static Collection<RunResult> of(ChainedOptionsBuilder options, List<String> jvm)
      throws RunnerException {
    return new Runner(
            options
                .forks(1)
                .threads(1)
                .jvmArgs(jvm.toArray(String[]::new))
                .timeUnit(TimeUnit.MILLISECONDS)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build())
        .run();
  }
}
