package io.conttune.controller.loop;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.OperatorSelector;
import io.conttune.core.steering.OrdersInForce.Pinned;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.ParallelismGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The limits of a job of which people have pinned operators. A pin is stronger than a guard rail.
 * What a vertex cannot have stays out of reach of a pin, too.
 *
 * @param railed the limits before the pins
 * @param limits with a single parallelism for each pinned vertex
 * @param required the parallelism of vertices that must have it, whatever the tuner wants
 * @param notes one sentence for each pin and each guard rail that counts now, for a person
 */
record PinnedLimits(
    RailedLimits railed,
    LimitsOf.Fit.Known limits,
    Map<OperatorId, Integer> required,
    List<String> notes) {
  PinnedLimits {
    required = Map.copyOf(required);
    notes = List.copyOf(notes);
  }

  /** These limits after these pins. */
  static PinnedLimits of(RailedLimits railed, JobGraph graph, List<Pinned> pins) {
    PinnedLimits result =
        new PinnedLimits(railed, railed.limits(), railed.required(), railed.notes());
    for (Pinned pin : pins) {
      result = result.with(pin, graph);
    }
    return result;
  }

  /** The parallelism of every vertex, with what is required; empty if the job has it. */
  Optional<Map<OperatorId, Integer>> unmet(JobGraph graph) {
    Map<OperatorId, Integer> wanted = new LinkedHashMap<>(graph.parallelism());
    wanted.putAll(required);
    return wanted.equals(graph.parallelism()) ? Optional.empty() : Optional.of(wanted);
  }

  /** Whether an operator lacks a parallelism that a pin, and no guard rail, requires. */
  boolean isPinUnmet(JobGraph graph) {
    return required.entrySet().stream()
        .filter(each -> !each.getValue().equals(railed.required().get(each.getKey())))
        .anyMatch(each -> each.getValue() != graph.vertex(each.getKey()).parallelism());
  }

  private PinnedLimits with(Pinned pin, JobGraph graph) {
    return new OperatorSelector(pin.pin().operator())
        .in(graph)
        .match(
            one -> with(pin, graph, one.id()),
            none -> noting(pin.sentence() + ", but " + none.reason()));
  }

  private PinnedLimits with(Pinned pin, JobGraph graph, OperatorId id) {
    // A launch or a FORWARD edge gives the vertices of a group one parallelism.
    List<OperatorId> together = ParallelismGroups.of(graph, limits.limits()).membersOf(id);
    int possible = pin.pin().parallelism();
    for (OperatorId each : together) {
      possible = railed.widest().limits().of(each).clamp(possible);
    }
    Map<OperatorId, Bounds> bounds = new LinkedHashMap<>(limits.limits().bounds());
    Map<OperatorId, String> ceilings = new LinkedHashMap<>(limits.ceilings());
    Map<OperatorId, Integer> more = new LinkedHashMap<>(required);
    for (OperatorId each : together) {
      bounds.put(each, Bounds.fixed(possible));
      ceilings.put(each, "it is %s; unpin it to let it be tuned".formatted(pin.sentence()));
      more.put(each, possible);
    }
    LimitsOf.Fit.Known narrowed =
        new LimitsOf.Fit.Known(limits.limits().within(bounds), limits.notes(), ceilings);
    String name = graph.vertex(id).name();
    String note =
        possible == pin.pin().parallelism()
            ? "%s: %s".formatted(name, pin.sentence())
            : "%s: %s, but it gets %d: %s"
                .formatted(
                    name,
                    pin.sentence(),
                    possible,
                    limits.ceilings().getOrDefault(id, "its limits allow no other"));
    return new PinnedLimits(railed, narrowed, more, notes).noting(note);
  }

  private PinnedLimits noting(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new PinnedLimits(railed, limits, required, more);
  }
}
