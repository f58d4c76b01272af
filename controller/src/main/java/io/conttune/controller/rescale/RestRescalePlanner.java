package io.conttune.controller.rescale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.FlinkRest.Reply;
import io.conttune.collector.FlinkVersion;
import io.conttune.controller.config.ArgumentTemplate.Filling;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.config.SlotLimit;
import io.conttune.controller.rescale.JarFinder.PlannedJar;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.VertexState;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlanner;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plans rescales on a session cluster. Whatever can be known to fail is looked for here, while the
 * job still runs: a jar that is gone, arguments that make another job, slots that are not there.
 */
public final class RestRescalePlanner implements RescalePlanner {
  /** Of {@code web.refresh-interval}, in milliseconds. */
  private static final long DEFAULT_REFRESH = 3000;

  /** Stopping the job of an application cluster would end the cluster. */
  private static final String WRONG_KIND =
      "the cluster takes no jars over REST (application cluster, or web.submit.enable: false);"
          + " jobs are redeployed on session clusters with web.submit.enable: true";

  private static final String OVERRIDES = "pipeline.jobvertex-parallelism-overrides";

  private final FlinkRest rest;
  private final RescaleConfig config;
  private final SlotLimit slotLimit;
  private final CaptureChooser capture;
  private final JarFinder jar;

  /**
   * A planner of one job's rescales.
   *
   * @param copies where the job's jar is kept, if the controller has its file
   */
  public RestRescalePlanner(
      FlinkRest rest, RescaleConfig config, Sinks sinks, SlotLimit slotLimit, JarStore copies) {
    this.rest = rest;
    this.config = config;
    this.slotLimit = slotLimit;
    this.capture = new CaptureChooser(config.capture(), sinks);
    this.jar = new JarFinder(config.jar(), new ClusterJars(rest, copies));
  }

  @Override
  public Planning plan(
      JobSnapshot job, JobMetrics metrics, Decision.Rescale rescale, TunerState stateAfterwards)
      throws FlinkUnavailableException {
    Reply answer = rest.fetch("/config");
    JsonNode cluster = answer.body();
    if (!cluster.path("features").path("web-submit").asBoolean(false)) {
      // Such a cluster has no /jars to look at either.
      return new Planning.Obstructed(List.of(WRONG_KIND));
    }
    List<String> obstacles = new ArrayList<>();
    checkLaunchMethod(cluster, obstacles);
    new StateDirectory(config.savepointDirectory())
        .obstacle(answer.uri())
        .ifPresent(obstacles::add);
    obstacles.addAll(ParallelismChecks.obstacles(job.graph(), rescale.parallelism()));
    checkSlots(job, rescale.parallelism(), obstacles);
    Optional<PlannedJar> found = jar.find(obstacles);
    Map<OperatorId, Integer> former = job.graph().parallelism();
    Optional<List<String>> wantedArguments =
        arguments(job.graph(), rescale.parallelism(), obstacles);
    Optional<List<String>> formerArguments = arguments(job.graph(), former, obstacles);
    if (found.isPresent() && wantedArguments.isPresent()) {
      dryRun(
          found.get().id(), wantedArguments.get(), job.graph(), rescale.parallelism(), obstacles);
    }
    CheckpointFacts checkpoints = CheckpointFacts.read(rest, job.jobId());
    CaptureChooser.Answer taken = capture.choose(DrainEstimate.of(job, metrics), checkpoints);
    if (taken instanceof CaptureChooser.Answer.Held held) {
      obstacles.addAll(held.reasons());
    }
    if (!(taken instanceof CaptureChooser.Answer.Chosen chosen) || !obstacles.isEmpty()) {
      return new Planning.Obstructed(obstacles.stream().distinct().toList());
    }
    RescaleTiming timing = config.timing();
    return new Planning.Planned(
        new RescalePlan(
            job.jobName(),
            job.jobId(),
            rescale.step(),
            former,
            rescale.parallelism(),
            new Rescaling.Restart(
                chosen.choice(),
                config.savepointDirectory(),
                checkpoints.root(job.jobId()),
                launch(found.orElseThrow(), formerArguments.orElseThrow(), former),
                launch(found.orElseThrow(), wantedArguments.orElseThrow(), rescale.parallelism())),
            stateAfterwards,
            new RescalePlan.Patience(
                timing.startTimeout(), timing.settle(), timing.retry(), answerAge(cluster))));
  }

  /** How old an answer from one of the cluster's caches may be. */
  private static Duration answerAge(JsonNode cluster) {
    return Duration.ofMillis(Math.max(0, cluster.path("refresh-interval").asLong(DEFAULT_REFRESH)));
  }

  private void checkLaunchMethod(JsonNode cluster, List<String> obstacles) {
    String version = cluster.path("flink-version").asText();
    boolean honoured =
        FlinkVersion.parse(version)
            .filter(parsed -> parsed.isAtLeast(1, 19) && !parsed.isAtLeast(2, 0))
            .isPresent();
    if (config.launch() == LaunchMethod.OVERRIDES && !honoured) {
      obstacles.add(
          "launch: overrides is honoured by Flink 1.19 and 1.20 only, this is "
              + version
              + "; use launch: arguments");
    }
  }

  private void checkSlots(
      JobSnapshot job, Map<OperatorId, Integer> wanted, List<String> obstacles) {
    int own =
        job.graph().vertices().stream()
            .filter(vertex -> job.samples().get(vertex.id()).state() != VertexState.FINISHED)
            .mapToInt(JobVertex::parallelism)
            .max()
            .orElse(0);
    int most = slotLimit.most(own, job.slots());
    int needed = Collections.max(wanted.values());
    if (needed > most) {
      obstacles.add(
          "the job needs %d slots in one slot-sharing group and may use %d (its own %d and %d free)"
              .formatted(needed, most, own, job.slots().available()));
    }
  }

  private Optional<List<String>> arguments(
      JobGraph graph, Map<OperatorId, Integer> parallelism, List<String> obstacles) {
    Filling filling = config.arguments().fill(graph, parallelism);
    if (filling instanceof Filling.Filled filled) {
      return Optional.of(filled.arguments());
    }
    ((Filling.Unfilled) filling)
        .reasons()
        .forEach(reason -> obstacles.add("rescale.arguments: " + reason));
    return Optional.empty();
  }

  /** Lets the cluster build the job's plan with these arguments without running it. */
  private void dryRun(
      String jar,
      List<String> arguments,
      JobGraph graph,
      Map<OperatorId, Integer> wanted,
      List<String> obstacles)
      throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    config.entryClass().ifPresent(name -> body.put("entryClass", name));
    arguments.forEach(body.withArray("programArgsList")::add);
    Reply reply = rest.send("POST", "/jars/" + jar + "/plan", Optional.of(body));
    if (!reply.isSuccess()) {
      obstacles.add("the dry run of the new launch failed with " + FlinkErrors.of(reply));
      return;
    }
    Map<OperatorId, Integer> planned = new LinkedHashMap<>();
    for (JsonNode node : reply.body().path("plan").path("nodes")) {
      planned.put(new OperatorId(node.path("id").asText()), node.path("parallelism").asInt());
    }
    compare(graph, wanted, planned, obstacles);
  }

  private void compare(
      JobGraph graph,
      Map<OperatorId, Integer> wanted,
      Map<OperatorId, Integer> planned,
      List<String> obstacles) {
    if (!planned.keySet().equals(wanted.keySet())) {
      obstacles.add(
          "with the new arguments the job would have the job vertices %s, it runs with %s; give every"
                  .formatted(planned.keySet(), wanted.keySet())
              + " tuned operator a uid and keep arguments from changing its chains");
      return;
    }
    if (config.launch() == LaunchMethod.ARGUMENTS && !planned.equals(wanted)) {
      String differences =
          wanted.entrySet().stream()
              .filter(entry -> !entry.getValue().equals(planned.get(entry.getKey())))
              .map(
                  entry ->
                      "%s: %d instead of %d"
                          .formatted(
                              graph.vertex(entry.getKey()).name(),
                              planned.get(entry.getKey()),
                              entry.getValue()))
              .collect(Collectors.joining(", "));
      obstacles.add(
          "the arguments do not set the parallelism that is wanted (%s); rescale.arguments needs a"
                  .formatted(differences)
              + " ${parallelism:<operator>} for every operator that is tuned");
    }
  }

  private Launch launch(
      PlannedJar planned, List<String> arguments, Map<OperatorId, Integer> parallelism) {
    Map<String, String> configuration = new LinkedHashMap<>(config.configuration());
    if (config.launch() == LaunchMethod.OVERRIDES) {
      configuration.put(
          OVERRIDES,
          parallelism.entrySet().stream()
              .map(entry -> entry.getKey() + ":" + entry.getValue())
              .sorted()
              .collect(Collectors.joining(",")));
    }
    return new Launch.Jar(
        planned.id(),
        planned.copy(),
        config.entryClass(),
        arguments,
        configuration,
        config.nonRestoredState() == NonRestoredState.ALLOW
            ? Launch.UnclaimedState.DROP
            : Launch.UnclaimedState.REFUSE);
  }
}
