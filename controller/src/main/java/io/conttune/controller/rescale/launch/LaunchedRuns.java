package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.ClusterJobs;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.LaunchClaim;
import io.conttune.core.rescale.LaunchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the run that a launch has brought up where its id could not be chosen: by name and
 * parallelism, among the runs that were not there when the launch was claimed. No clock counts. The
 * list of jobs does not come out of one of Flink's caches, so that a run that is there is seen.
 */
final class LaunchedRuns {
  private final FlinkRest rest;
  private final ClusterJobs jobs;

  /** By the id of a run, its name, which never changes. */
  private final Map<String, String> names = new ConcurrentHashMap<>();

  LaunchedRuns(FlinkRest rest) {
    this.rest = rest;
    this.jobs = new ClusterJobs(rest);
  }

  /**
   * The ids of all runs that the cluster knows, alive or not.
   *
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Set<String> present() throws FlinkUnavailableException {
    return jobs.statusById().keySet();
  }

  /**
   * The id of the run that a launch under this claim has brought up, whether or not it has ended
   * since. A run of which Flink shows nothing is taken for another's if one that it shows is it.
   *
   * @throws FlinkUnavailableException if the cluster does not answer, several runs may be it, or
   *     only one of which Flink shows nothing
   */
  Optional<String> of(LaunchRequest launch, LaunchClaim claim) throws FlinkUnavailableException {
    Map<String, String> statuses = jobs.statusById();
    if (statuses.containsKey(launch.jobId())) {
      return Optional.of(launch.jobId());
    }
    List<String> candidates = new ArrayList<>();
    Optional<FlinkUnavailableException> notShown = Optional.empty();
    for (Map.Entry<String, String> run : statuses.entrySet()) {
      String id = run.getKey();
      boolean isNew =
          claim
              .runsBefore()
              .map(before -> !before.contains(id))
              .orElseGet(() -> !JobState.of(run.getValue()).isTerminal());
      if (isNew && !launch.others().contains(id)) {
        try {
          if (isNamed(launch.jobName(), id)) {
            candidates.add(id);
          }
        } catch (FlinkUnavailableException odd) {
          notShown = Optional.of(odd);
        }
      }
    }
    if (candidates.isEmpty() && notShown.isPresent()) {
      throw notShown.get();
    }
    return candidates.size() > 1
        ? Optional.of(onlyOneOf(candidates, launch))
        : candidates.stream().findFirst();
  }

  private boolean isNamed(String name, String id) throws FlinkUnavailableException {
    if (!names.containsKey(id)) {
      // It may have gone since the list was made.
      Optional<FlinkReply.Answered> found = jobs.find(id, "");
      if (found.isPresent()) {
        names.put(id, nameIn(found.get()));
      }
    }
    return name.equals(names.get(id));
  }

  /** The name of a run, which is blank where it was given none. */
  private static String nameIn(FlinkReply.Answered details) throws FlinkUnavailableException {
    JsonNode name = details.body().path("name");
    return name.isTextual() ? name.textValue() : details.text("name");
  }

  /**
   * Chooses among several new runs, as a command may have tried twice: the one that is alive, and
   * of several the one with the wanted parallelism.
   */
  private String onlyOneOf(List<String> candidates, LaunchRequest launch)
      throws FlinkUnavailableException {
    List<String> live = new ArrayList<>();
    List<String> fitting = new ArrayList<>();
    for (String id : candidates) {
      JsonNode job = rest.get("/jobs/" + id);
      boolean ended = job.path("end-time").asLong(-1) > 0;
      if (!ended) {
        live.add(id);
      }
      if (!ended && ClusterJobs.parallelism(job).equals(launch.parallelism())) {
        fitting.add(id);
      }
    }
    if (live.isEmpty()) {
      return candidates.get(candidates.size() - 1);
    }
    if (live.size() == 1) {
      return live.get(0);
    }
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new FlinkUnavailableException(
        "several runs named %s have started since the launch: %s; cancel all but the one that is to go on"
            .formatted(launch.jobName(), String.join(", ", live)));
  }
}
