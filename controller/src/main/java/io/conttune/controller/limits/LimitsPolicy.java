package io.conttune.controller.limits;

import io.conttune.controller.config.OperatorLimit;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.core.Case;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.OperatorSelector;
import io.conttune.core.metrics.SlotShares;
import io.conttune.core.metrics.SlotSharing;
import io.conttune.core.metrics.Slots;
import io.conttune.core.rescale.JobParallelism.Followers;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Turns the user's bounds into the limits of a decision: per operator, its bounds ∩ the max
 * parallelism of the vertex ∩ the slots ∩ the partitions of a source. Sources without a partition
 * count, excluded and finished vertices are fixed at their present parallelism.
 *
 * <p>Where nothing is left, what the cluster can do beats what the user wants: an operator whose
 * {@code min} lies above its max parallelism, slots or partitions is fixed at the largest
 * parallelism that is possible, and a note says so.
 *
 * @param config the user's bounds
 */
public record LimitsPolicy(ParallelismConfig config) {
  private static final OperatorLimit.Within NOTHING_SPECIAL =
      new OperatorLimit.Within(OptionalInt.empty(), OptionalInt.empty());

  public LimitsPolicy {
    Objects.requireNonNull(config, "config");
  }

  /**
   * The limits of every vertex of the graph.
   *
   * @param graph the job as it runs
   * @param slots of its cluster
   * @param sharing the job's slot-sharing groups; where there are several, each of them may have
   *     its own slots and an equal part of those that are left to the job
   * @param told partitions of those sources that tell them
   * @param finished vertices that have ended
   */
  public Computed limits(
      JobGraph graph,
      Slots slots,
      SlotSharing sharing,
      Map<OperatorId, Integer> told,
      Set<OperatorId> finished) {
    Map<OperatorId, OperatorLimit> special = new LinkedHashMap<>();
    List<String> faults = select(graph, special);
    if (!faults.isEmpty()) {
      return new Computed.Unknown(faults);
    }
    Sources sources = new Sources(config.sources(), graph, told);
    Map<OperatorId, Integer> unfinished = unfinished(graph, finished);
    int most = config.slots().most(sharing.slots(unfinished), slots);
    SlotShares shares =
        SlotShares.of(sharing, unfinished, most, id -> isTuned(sources, graph.vertex(id), special));
    Map<OperatorId, Bounds> bounds = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    Map<OperatorId, String> ceilings = new LinkedHashMap<>();
    Ceiling ceiling = new Ceiling(config, slots);
    for (JobVertex vertex : graph.vertices()) {
      bounds.put(vertex.id(), Bounds.fixed(vertex.parallelism()));
      if (finished.contains(vertex.id())) {
        continue;
      }
      Optional<OperatorLimit.Within> own =
          special.getOrDefault(vertex.id(), NOTHING_SPECIAL).within();
      sources.idleSubtasks(vertex).ifPresent(notes::add);
      OptionalInt partitions = sources.most(vertex);
      if (sources.isFixed(vertex)) {
        ceilings.put(vertex.id(), config.sources().ceiling());
      } else if (own.isPresent()) {
        int mostSlots = shares.most(vertex.id());
        int possible = possible(vertex, partitions, mostSlots);
        bounds.put(vertex.id(), intersect(vertex, config.bounds(own.get()), possible, notes));
        ceilings.put(vertex.id(), ceiling.lowest(vertex, own.get(), partitions, mostSlots));
      } else {
        ceilings.put(vertex.id(), Ceiling.excluded());
      }
    }
    return new Computed.Known(new Limits(bounds, sources.partitions()), notes, ceilings);
  }

  /** Fills {@code special} and returns what could not be matched to one vertex. */
  private List<String> select(JobGraph graph, Map<OperatorId, OperatorLimit> special) {
    List<String> faults = new ArrayList<>();
    config
        .operators()
        .forEach(
            (key, limit) ->
                new OperatorSelector(key)
                    .in(graph)
                    .match(
                        one ->
                            special.put(one.id(), limit) == null
                                ? Optional.<String>empty()
                                : Optional.of(
                                    "\"%s\" selects job vertex %s, as another key does"
                                        .formatted(key, one.id())),
                        none -> Optional.of(none.reason()))
                    .ifPresent(fault -> faults.add("parallelism.operators: " + fault)));
    return faults;
  }

  private static boolean isTuned(
      Sources sources, JobVertex vertex, Map<OperatorId, OperatorLimit> special) {
    return !sources.isFixed(vertex)
        && special.getOrDefault(vertex.id(), NOTHING_SPECIAL).within().isPresent();
  }

  private static Map<OperatorId, Integer> unfinished(JobGraph graph, Set<OperatorId> finished) {
    return graph.vertices().stream()
        .filter(vertex -> !finished.contains(vertex.id()))
        .collect(Collectors.toMap(JobVertex::id, JobVertex::parallelism));
  }

  /** The largest parallelism that would run, whatever the user says. */
  private static int possible(JobVertex vertex, OptionalInt partitions, int mostSlots) {
    int most = Math.min(mostSlots, vertex.maxParallelism().orElse(JobVertex.LARGEST_PARALLELISM));
    return Math.min(most, partitions.orElse(most));
  }

  private static Bounds intersect(
      JobVertex vertex, Bounds wanted, int possible, List<String> notes) {
    if (wanted.least() > possible) {
      notes.add(
          "%s: min %d is not possible, it is fixed at %d, the most that its slots, max parallelism and partitions allow"
              .formatted(vertex.name(), wanted.least(), possible));
      return Bounds.fixed(possible);
    }
    return new Bounds(wanted.least(), Math.min(wanted.most(), possible));
  }

  /** The computed limits, or the reason why there are none. */
  public sealed interface Computed {
    /** The answer of the case that this is. */
    <R, X extends Exception> R match(Case<Known, R, X> known, Case<Unknown, R, X> unknown) throws X;

    /**
     * Limits of every vertex.
     *
     * @param notes where the user's bounds could not be kept, or subtasks of a source have nothing
     *     to read, for a person
     * @param ceilings what keeps each vertex from growing beyond its limits, and what would lift it
     */
    record Known(Limits limits, List<String> notes, Map<OperatorId, String> ceilings)
        implements Computed {
      public Known {
        Objects.requireNonNull(limits, "limits");
        notes = List.copyOf(notes);
        ceilings = Map.copyOf(ceilings);
      }

      @Override
      public <R, X extends Exception> R match(Case<Known, R, X> known, Case<Unknown, R, X> unknown)
          throws X {
        return known.of(this);
      }

      /**
       * The same limits where no other vertices than these can be given a parallelism: the others
       * are fixed at that which they have, and a note names those that were to be tuned.
       */
      public Known reaching(Set<OperatorId> reached, JobGraph graph) {
        return fixing(
            vertex -> !reached.contains(vertex.id()),
            graph,
            Ceiling.notInArguments(),
            "%s: no ${parallelism:<operator>} in rescale.arguments sets its parallelism, it stays at %d");
      }

      /**
       * The same limits where these vertices keep their parallelism because some of their subtasks
       * have finished, and a note says so.
       */
      Known keeping(Set<OperatorId> partlyFinished, JobGraph graph) {
        return fixing(
            vertex -> partlyFinished.contains(vertex.id()),
            graph,
            Ceiling.partlyFinished(),
            "%s: some of its subtasks have finished, it stays at %d");
      }

      /**
       * The same limits where these vertices have one parallelism, and all others what the program
       * gives them. If one of these is kept at its parallelism, all of them are, and a note says
       * so.
       */
      Known uniform(Followers followers, JobGraph graph) {
        Set<OperatorId> together = followers.vertices();
        Known others =
            fixing(
                vertex -> !together.contains(vertex.id()),
                graph,
                Ceiling.setByProgram(),
                "%s: the program sets its parallelism, it stays at %d");
        Optional<JobVertex> kept =
            graph.vertices().stream()
                .filter(vertex -> together.contains(vertex.id()))
                .filter(vertex -> others.limits().of(vertex.id()).isFixed())
                .findFirst();
        Known bound =
            kept.isPresent() && together.size() > 1
                ? others.heldBy(kept.get(), together, graph)
                : others.from(followers);
        return new Known(bound.limits().uniform(together), bound.notes(), bound.ceilings());
      }

      private Known heldBy(JobVertex kept, Set<OperatorId> together, JobGraph graph) {
        String reason =
            Ceiling.heldBy(kept.name(), ceilings.getOrDefault(kept.id(), "it has finished"));
        Known held = fixing(vertex -> together.contains(vertex.id()), graph, reason, "%s %d");
        if (held.notes().size() == notes.size()) {
          return held;
        }
        List<String> all = new ArrayList<>(notes);
        all.add("the whole job stays at %d: %s".formatted(kept.parallelism(), reason));
        return new Known(held.limits(), all, held.ceilings());
      }

      /** The same limits, of which none is below what these vertices need to stay apart. */
      private Known from(Followers followers) {
        Map<OperatorId, Bounds> raised = new LinkedHashMap<>(limits.bounds());
        for (OperatorId id : followers.vertices()) {
          raised.computeIfPresent(
              id,
              (vertex, bounds) ->
                  new Bounds(
                      Math.max(bounds.least(), Math.min(followers.least(), bounds.most())),
                      bounds.most()));
        }
        return new Known(limits.within(raised), notes, ceilings);
      }

      /**
       * The same limits with some vertices fixed.
       *
       * @param note with the name of the vertex and its parallelism
       */
      private Known fixing(
          Predicate<JobVertex> isFixed, JobGraph graph, String ceiling, String note) {
        Map<OperatorId, Bounds> bounds = new LinkedHashMap<>(limits.bounds());
        List<String> all = new ArrayList<>(notes);
        Map<OperatorId, String> reasons = new LinkedHashMap<>(ceilings);
        for (JobVertex vertex : graph.vertices()) {
          if (!isFixed.test(vertex)) {
            continue;
          }
          Bounds former = bounds.put(vertex.id(), Bounds.fixed(vertex.parallelism()));
          if (former != null && !former.isFixed()) {
            reasons.put(vertex.id(), ceiling);
            all.add(String.format(Locale.ROOT, note, vertex.name(), vertex.parallelism()));
          }
        }
        return new Known(limits.within(bounds), all, reasons);
      }
    }

    /** The user's operator keys do not fit the job; each reason lists the candidates. */
    record Unknown(List<String> reasons) implements Computed {
      public Unknown {
        reasons = List.copyOf(reasons);
      }

      @Override
      public <R, X extends Exception> R match(Case<Known, R, X> known, Case<Unknown, R, X> unknown)
          throws X {
        return unknown.of(this);
      }
    }
  }
}
