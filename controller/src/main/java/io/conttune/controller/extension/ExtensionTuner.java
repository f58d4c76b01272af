package io.conttune.controller.extension;

import static java.util.stream.Collectors.joining;

import io.conttune.core.extension.TunerExtension.ParallelismTuner;
import io.conttune.core.extension.TunerExtension.Proposal;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.ParallelismGroups;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A tuner of the user's. Where it fails, hangs, or proposes what cannot be, the job is left alone
 * and the decision says why.
 */
public final class ExtensionTuner implements Tuner {
  /** A tuner computes and never waits; the loop of the job waits for it. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final String name;
  private final Made<ParallelismTuner> tuner;
  private final BoundedCalls calls;

  /** The tuner that an extension of this name makes. */
  public ExtensionTuner(String name, Made<ParallelismTuner> tuner) {
    this(name, tuner, TIMEOUT);
  }

  ExtensionTuner(String name, Made<ParallelismTuner> tuner, Duration timeout) {
    this.name = Objects.requireNonNull(name, "name");
    this.tuner = Objects.requireNonNull(tuner, "tuner");
    this.calls = new BoundedCalls(name, timeout);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public TunerState initialState() {
    return new TunerState.None();
  }

  @Override
  public Tuned decide(TuningInput input) {
    return new Tuned(decision(input), initialState());
  }

  private Decision decision(TuningInput input) {
    try {
      Proposal proposal = calls.call(() -> tuner.get().propose(input));
      List<String> faults = faults(input, proposal.parallelism());
      return faults.isEmpty()
          ? followed(input, proposal)
          : failed(
              input,
              "extension %s has proposed what cannot be: %s"
                  .formatted(name, String.join("; ", faults)));
    } catch (ExtensionFailedException e) {
      return failed(input, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(input, "extension %s was interrupted".formatted(name));
    }
  }

  private Decision failed(TuningInput input, String reason) {
    Map<OperatorId, Integer> present = input.graph().parallelism();
    return new Decision.Hold(HoldReason.EXTENSION_FAILED, reason, evidence(input, present, ""));
  }

  private static List<String> faults(TuningInput input, Map<OperatorId, Integer> proposed) {
    List<String> faults = new ArrayList<>();
    Set<OperatorId> known = input.graph().parallelism().keySet();
    proposed.keySet().stream()
        .filter(id -> !known.contains(id))
        .forEach(id -> faults.add("there is no operator " + id.value()));
    Map<OperatorId, Integer> wanted = wanted(input, proposed);
    ParallelismGroups groups = ParallelismGroups.of(input.graph(), input.limits());
    for (JobVertex vertex : input.graph().vertices()) {
      int parallelism = wanted.get(vertex.id());
      Bounds bounds = groups.boundsOf(vertex.id());
      if (parallelism != vertex.parallelism() && bounds.clamp(parallelism) != parallelism) {
        faults.add(
            "%d for %s, which may have %d to %d"
                .formatted(parallelism, vertex.name(), bounds.least(), bounds.most()));
      }
    }
    for (ParallelismGroups.Group group : groups.groups()) {
      if (group.members().stream().map(wanted::get).distinct().count() > 1) {
        faults.add(
            group.members().stream()
                .map(id -> input.graph().vertex(id).name() + " " + wanted.get(id))
                .collect(
                    joining(", ", "different parallelisms for operators that share one: ", "")));
      }
    }
    return faults;
  }

  /** The parallelism of every operator of the graph. */
  private static Map<OperatorId, Integer> wanted(
      TuningInput input, Map<OperatorId, Integer> proposed) {
    Map<OperatorId, Integer> wanted = new LinkedHashMap<>(input.graph().parallelism());
    wanted.replaceAll(proposed::getOrDefault);
    return wanted;
  }

  private Decision followed(TuningInput input, Proposal proposal) {
    Map<OperatorId, Integer> wanted = wanted(input, proposal.parallelism());
    Evidence evidence = evidence(input, wanted, proposal.reason());
    return wanted.equals(input.graph().parallelism())
        ? new Decision.Hold(HoldReason.FITS, proposal.reason(), evidence)
        : new Decision.Rescale(Step.EXTENSION, wanted, proposal.reason(), evidence);
  }

  private Evidence evidence(TuningInput input, Map<OperatorId, Integer> wanted, String why) {
    List<OperatorEvidence> operators = new ArrayList<>();
    int more = 0;
    for (JobVertex vertex : input.graph().vertices()) {
      OperatorMetrics metrics = input.metrics().operators().get(vertex.id());
      more += wanted.get(vertex.id()) - vertex.parallelism();
      if (metrics != null) {
        operators.add(
            new OperatorEvidence(
                vertex.id(),
                vertex.name(),
                metrics,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of(),
                wanted.get(vertex.id()),
                why,
                OptionalDouble.empty()));
      }
    }
    return new Evidence(name, provisioning(more), operators, List.of());
  }

  private static Provisioning provisioning(int more) {
    if (more == 0) {
      return Provisioning.NORMAL;
    }
    return more > 0 ? Provisioning.UNDER : Provisioning.OVER;
  }
}
