package io.conttune.controller.trial;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.api.document.JobDocument;
import io.conttune.controller.config.FlinkConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.time.SteadyClock;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Tells what of a cluster and of its jobs would stand in the way of tuning them. Only asks. */
public final class Checkup {
  private Checkup() {}

  /**
   * What the cluster and its jobs tell of themselves.
   *
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  public static List<Finding> of(URI flink, SteadyClock clock) throws FlinkUnavailableException {
    FlinkRest rest =
        new FlinkRest(FlinkConfig.open(List.of(flink)).access(), MetricsConfig.DEFAULT.deadline());
    List<Finding> findings = new ArrayList<>(ClusterCheckup.of(rest));
    List<ListedJob> running =
        ListedJob.running(
            rest,
            odd ->
                findings.add(
                    Finding.note(
                        Finding.CLUSTER,
                        "an entry of its list of jobs cannot be read and is left out: " + odd)));
    for (ListedJob job : running) {
      findings.addAll(JobCheckup.of(rest, job, job.selector(running), clock));
    }
    return findings;
  }

  /** The same of a cluster that may no longer answer, which is then what is found. */
  public static List<Finding> asFarAsItAnswers(URI flink, SteadyClock clock) {
    try {
      return of(flink, clock);
    } catch (FlinkUnavailableException silent) {
      return List.of(
          Finding.trouble(
              Finding.CLUSTER,
              "could not be checked: " + silent.getMessage(),
              "see whether it is well, and ask with conttune doctor"));
    }
  }

  /** What the measurement of each job shows, after it was watched for a while. */
  public static List<Finding> measured(Trial watched) {
    return watched.documents().stream().map(Checkup::measured).toList();
  }

  private static Finding measured(JobDocument job) {
    String name = job.state().job();
    return job.decision().isPresent()
        ? Finding.note(name, "was measured, and can be decided on")
        : Finding.trouble(
            name,
            "could not be decided on: " + job.state().reason(),
            "see there; docs/reading-the-log.md explains each reason");
  }
}
