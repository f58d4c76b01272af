package io.conttune.benchmark.jmh;

import java.util.Collection;
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
    return new Runner(
            options
                .forks(1)
                .threads(1)
                .jvmArgs("-XX:+UseSerialGC", "-Xmx1g")
                .timeUnit(TimeUnit.MILLISECONDS)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build())
        .run();
  }
}
