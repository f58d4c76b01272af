package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.rescale.plan.JarLaunchChoice;
import io.conttune.controller.rescale.plan.LaunchPlanner;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leaves a job's jar to the planner of its launch, which may depend on the cluster's version. */
final class ChosenLaunches implements LaunchPlanner {
  private final FlinkRest rest;
  private final JarLaunchConfig config;
  private final LaunchPlanner byRequest;
  private final LaunchPlanner byClient;

  /**
   * Between these two.
   *
   * @param byRequest has the cluster run the jar
   * @param byClient sends the cluster a job graph
   */
  ChosenLaunches(
      FlinkRest rest, JarLaunchConfig config, LaunchPlanner byRequest, LaunchPlanner byClient) {
    this.rest = rest;
    this.config = config;
    this.byRequest = byRequest;
    this.byClient = byClient;
  }

  @Override
  public Optional<Launches> launches(
      JsonNode cluster, JobSnapshot job, Map<OperatorId, Integer> wanted, List<String> obstacles)
      throws FlinkUnavailableException {
    return chosen(cluster).launches(cluster, job, wanted, obstacles);
  }

  @Override
  public Optional<Launches> configured(
      RescalePlan rescale, Rescaling.Restart rescaling, JobGraph graph)
      throws FlinkUnavailableException {
    LaunchPlanner chosen = mayBeEither() ? chosen(rest.get("/config")) : byConfiguration();
    return chosen.configured(rescale, rescaling, graph);
  }

  private LaunchPlanner chosen(JsonNode cluster) throws FlinkUnavailableException {
    if (!mayBeEither()) {
      return byConfiguration();
    }
    String version = new JsonFields(cluster, "GET /config", "").text(JarLaunches.VERSION);
    return of(JarLaunchChoice.of(config, version));
  }

  private boolean mayBeEither() {
    return JarLaunchChoice.dependsOnVersion(config) && config.hasGraphs();
  }

  private LaunchPlanner byConfiguration() {
    return of(JarLaunchChoice.of(config, ""));
  }

  private LaunchPlanner of(JarLaunchChoice choice) {
    return choice.launch().method() == LaunchMethod.CLIENT ? byClient : byRequest;
  }
}
