package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.CommandLaunchConfig;
import io.conttune.controller.rescale.plan.ClusterFacts.JarSubmission;
import io.conttune.controller.rescale.plan.ClusterLifetime;
import io.conttune.controller.rescale.plan.LaunchPlanner;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.secret.SecretLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Prepares runs of the user's command. What they need only the command knows; that its program is
 * there, and that the cluster outlives the job, is checked here.
 */
final class CommandLaunches implements LaunchPlanner {
  private static final String REMEDY =
      "rescale.command is another one, or a file that it names was written since";

  private final FlinkRest rest;
  private final CommandLaunchConfig config;
  private final SecretLookup secrets;
  private final LaunchHistory history;
  private final FormerLaunch formerLaunch;

  /**
   * Runs on the cluster that this client reaches.
   *
   * @param copies the store of the jar of a run that was launched from one
   * @param history tells how a run was launched, and what was not honoured
   * @param secrets of the command, which are there before the job is stopped
   */
  CommandLaunches(
      FlinkRest rest,
      CommandLaunchConfig config,
      JarStore copies,
      LaunchHistory history,
      SecretLookup secrets) {
    this.rest = rest;
    this.config = config;
    this.secrets = secrets;
    this.history = history;
    this.formerLaunch = new FormerLaunch(history, new ClusterJars(rest, copies), secrets);
  }

  @Override
  public Optional<Launches> launches(
      JsonNode cluster, JobSnapshot job, Map<OperatorId, Integer> wanted, List<String> obstacles)
      throws FlinkUnavailableException {
    Optional<String> ends = ClusterLifetime.obstacle(rest, cluster);
    if (ends.isPresent()) {
      obstacles.add(ends.get());
      return Optional.empty();
    }
    CommandProgram.obstacle(config.command(), secrets).ifPresent(obstacles::add);
    JobGraph graph = job.graph();
    notHonoured(job)
        .map(rescale -> LaunchHistory.refusal(rescale, graph, REMEDY))
        .ifPresent(obstacles::add);
    return Optional.of(
        new Launches(
            formerLaunch.of(job, JarSubmission.of(cluster)).orElseGet(() -> launch(graph)),
            launch(graph.withParallelism(wanted)),
            List.of()));
  }

  /**
   * The rescale that has started the same command, which was not honoured. Once a file that the
   * command names was written since, it may be another program.
   */
  private Optional<RescaleEntry> notHonoured(JobSnapshot job) {
    return history
        .notHonoured(job, wanted -> launch(job.graph().withParallelism(wanted)))
        .filter(rescale -> config.command().stream().noneMatch(w -> isNewer(w, rescale)))
        .findFirst();
  }

  private static boolean isNewer(String word, RescaleEntry rescale) {
    try {
      return Files.getLastModifiedTime(Path.of(word)).toInstant().isAfter(rescale.stageSince());
    } catch (IOException | InvalidPathException noFile) {
      return false;
    }
  }

  @Override
  public Optional<Launches> configured(
      RescalePlan rescale, Rescaling.Restart rescaling, JobGraph graph) {
    return Optional.of(
        new Launches(
            launch(graph.withParallelism(rescale.former())),
            launch(graph.withParallelism(rescale.wanted())),
            List.of()));
  }

  private Launch launch(JobGraph graph) {
    return new Launch.Command(config.command(), config.timeout(), parallelismByName(graph));
  }

  private static Map<String, Integer> parallelismByName(JobGraph graph) {
    Map<String, Integer> result = new TreeMap<>();
    TreeSet<String> ambiguous = new TreeSet<>();
    for (JobVertex vertex : graph.vertices()) {
      for (String name : vertex.operators()) {
        if (result.put(name, vertex.parallelism()) != null) {
          ambiguous.add(name);
        }
      }
    }
    ambiguous.forEach(result::remove);
    return result;
  }
}
