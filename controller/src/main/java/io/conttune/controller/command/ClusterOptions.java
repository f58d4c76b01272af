package io.conttune.controller.command;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The options that the commands share which look at a cluster without a service. */
public final class ClusterOptions {
  @Mixin private OutputOption output;

  @Parameters(paramLabel = "URL", description = "Flink's REST address: http://flink:8081.")
  private URI url;

  /** To be mixed into a command. */
  public ClusterOptions() {}

  /** The address of the cluster. */
  URI url() {
    return url;
  }

  /** The way in which the result is printed. */
  OutputOption output() {
    return output;
  }

  /** A line that says what is wrong with the address, or with the time; empty if nothing is. */
  Optional<String> fault(Duration length) {
    return FlinkUrl.isOne(url) ? WatchTime.fault(length) : Optional.of(FlinkUrl.fault(url));
  }

  /** The same where jobs are not watched. */
  Optional<String> fault() {
    return FlinkUrl.isOne(url) ? Optional.empty() : Optional.of(FlinkUrl.fault(url));
  }
}
