package io.conttune.kubernetes;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.DeploymentParallelism;
import io.conttune.core.rescale.DeploymentSighting;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a FlinkDeployment as it says of itself (API {@code flink.apache.org/v1beta1}).
 *
 * @param resource as the API server has it
 */
record SeenDeployment(GenericKubernetesResource resource) {
  private static final Set<String> STATEFUL = Set.of("savepoint", "last-state");
  private static final Set<String> IN_CHANGE =
      Set.of("UPGRADING", "ROLLING_BACK", "SUSPENDED", "DELETING", "DELETED");

  /** The autoscaler's switch, and the name that it had in the operator's first versions. */
  private static final List<String> AUTOSCALER =
      List.of("job.autoscaler.enabled", "kubernetes.operator.job.autoscaler.enabled");

  DeploymentSighting sighting() {
    Optional<DeploymentParallelism> parallelism = parallelism();
    if (parallelism.isEmpty()) {
      return new DeploymentSighting.Absent(
          "FlinkDeployment %s has no spec.job.parallelism: it is a session cluster, whose jobs other"
                  .formatted(name())
              + " launches start",
          false);
    }
    return new DeploymentSighting.Present(
        parallelism.get(), text("status", "jobStatus", "jobId"), obstacles(), notes(), status());
  }

  String name() {
    return resource.getMetadata().getNamespace() + "/" + resource.getMetadata().getName();
  }

  String resourceVersion() {
    return resource.getMetadata().getResourceVersion();
  }

  /** What it asks for; overrides that cannot be read count as none, and as an obstacle. */
  Optional<DeploymentParallelism> parallelism() {
    Object job = resource.get("spec", "job", "parallelism");
    Map<OperatorId, Integer> overrides =
        setting(Overrides.KEY).flatMap(Overrides::parse).orElse(Map.of());
    return job instanceof Number number && number.intValue() >= 1
        ? Optional.of(new DeploymentParallelism(number.intValue(), overrides))
        : Optional.empty();
  }

  /** Why a change would lose the state of the job; empty if it would not. */
  Optional<String> lossOfState() {
    String mode = text("spec", "job", "upgradeMode").orElse("stateless");
    return STATEFUL.contains(mode)
        ? Optional.empty()
        : Optional.of(
            "spec.job.upgradeMode of FlinkDeployment %s is %s, with which a change would lose the state"
                    .formatted(name(), mode)
                + " of the job; set it to savepoint or last-state");
  }

  private List<String> obstacles() {
    List<String> obstacles = new ArrayList<>();
    lossOfState().ifPresent(obstacles::add);
    for (String key : AUTOSCALER) {
      if (setting(key).filter("true"::equalsIgnoreCase).isPresent()) {
        obstacles.add(
            "the operator's own autoscaler scales FlinkDeployment %s, and each would undo what the"
                    .formatted(name())
                + " other does; set %s: \"false\" in its spec.flinkConfiguration".formatted(key));
      }
    }
    if (text("spec", "job", "state").filter("suspended"::equals).isPresent()) {
      obstacles.add(
          "spec.job.state of FlinkDeployment %s is suspended; set it to running".formatted(name()));
    }
    if (setting(Overrides.KEY).filter(text -> Overrides.parse(text).isEmpty()).isPresent()) {
      obstacles.add(
          "%s of FlinkDeployment %s is not of the form vertex:2,other:4; correct it"
              .formatted(Overrides.KEY, name()));
    }
    if (resource.get("spec", "flinkConfiguration", "pipeline") instanceof Map) {
      obstacles.add(
          "spec.flinkConfiguration of FlinkDeployment %s nests pipeline; write each option as one key,"
                  .formatted(name())
              + " such as "
              + Overrides.KEY);
    }
    text("status", "lifecycleState")
        .filter(IN_CHANGE::contains)
        .ifPresent(
            state ->
                obstacles.add(
                    "the operator has FlinkDeployment %s in lifecycleState %s; it is changed again when"
                            .formatted(name(), state)
                        + " that is over"));
    return obstacles;
  }

  /** What the operator's autoscaler has left in its annotations. */
  private List<String> notes() {
    Map<String, String> annotations =
        Optional.ofNullable(resource.getMetadata().getAnnotations()).orElse(Map.of());
    return new TreeMap<>(annotations)
        .entrySet().stream()
            .filter(annotation -> annotation.getKey().contains("autoscaler"))
            .map(
                annotation ->
                    "annotation %s of FlinkDeployment %s: %s"
                        .formatted(annotation.getKey(), name(), annotation.getValue()))
            .toList();
  }

  private String status() {
    List<String> parts = new ArrayList<>();
    parts.add("lifecycleState " + text("status", "lifecycleState").orElse("not told"));
    text("status", "reconciliationStatus", "state")
        .ifPresent(state -> parts.add("reconciliation " + state));
    text("status", "jobManagerDeploymentStatus")
        .ifPresent(state -> parts.add("JobManager " + state));
    text("status", "jobStatus", "state").ifPresent(state -> parts.add("job " + state));
    unseen().ifPresent(parts::add);
    text("status", "error").ifPresent(error -> parts.add("error " + error));
    return String.join(", ", parts);
  }

  /** An operator that does not work, or may not see the namespace, takes no change up. */
  private Optional<String> unseen() {
    Long generation = resource.getMetadata().getGeneration();
    Object observed = resource.get("status", "observedGeneration");
    return generation != null
            && observed instanceof Number number
            && number.longValue() < generation
        ? Optional.of(
            "its newest change (generation %d) not taken up by the operator, which has seen %d"
                .formatted(generation, number.longValue()))
        : Optional.empty();
  }

  private Optional<String> text(Object... path) {
    Object value = resource.get(path);
    return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
  }

  /** An option of Flink, which may be written as a text, a number or a truth value. */
  private Optional<String> setting(String key) {
    Object value = resource.get("spec", "flinkConfiguration", key);
    return Optional.ofNullable(value).map(Object::toString);
  }
}
