package io.conttune.controller.loop;

import io.conttune.core.Case;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.OperatorSelector;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.steering.Order;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.ParallelismGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parallelism that a request of a person means for a job as it runs now. */
sealed interface OrderedParallelism {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(
      Case<Wanted, R, X> wanted, Case<Present, R, X> present, Case<Impossible, R, X> impossible)
      throws X;

  /** Another parallelism than the present one, of every vertex. */
  record Wanted(Map<OperatorId, Integer> parallelism) implements OrderedParallelism {
    public Wanted {
      parallelism = Map.copyOf(parallelism);
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Wanted, R, X> wanted, Case<Present, R, X> present, Case<Impossible, R, X> impossible)
        throws X {
      return wanted.of(this);
    }
  }

  /** The parallelism that the job has. */
  record Present() implements OrderedParallelism {
    @Override
    public <R, X extends Exception> R match(
        Case<Wanted, R, X> wanted, Case<Present, R, X> present, Case<Impossible, R, X> impossible)
        throws X {
      return present.of(this);
    }
  }

  /** None that the job can have. */
  record Impossible(String reason) implements OrderedParallelism {
    @Override
    public <R, X extends Exception> R match(
        Case<Wanted, R, X> wanted, Case<Present, R, X> present, Case<Impossible, R, X> impossible)
        throws X {
      return impossible.of(this);
    }
  }

  /**
   * What this order asks for.
   *
   * @param limits of the job, pins included
   * @param rescales of the job, newest first
   */
  static OrderedParallelism of(
      Order order, JobGraph graph, LimitsOf.Fit.Known limits, List<RescaleEntry> rescales) {
    return order.accept(new Reader(graph, limits, rescales));
  }

  /** Reads requests; the other orders ask for no parallelism. */
  record Reader(JobGraph graph, LimitsOf.Fit.Known limits, List<RescaleEntry> rescales)
      implements Order.Visitor<OrderedParallelism> {
    @Override
    public OrderedParallelism scale(Order.Scale order) {
      Map<OperatorId, Integer> chosen = new LinkedHashMap<>();
      List<String> faults = new ArrayList<>();
      order
          .parallelism()
          .forEach(
              (name, parallelism) ->
                  new OperatorSelector(name)
                      .in(graph)
                      .match(
                          one -> put(chosen, one.id(), parallelism),
                          none -> Optional.of(none.reason()))
                      .ifPresent(faults::add));
      return faults.isEmpty() ? possible(chosen) : new Impossible(String.join("; ", faults));
    }

    @Override
    public OrderedParallelism apply(Order.Apply order) {
      return order.parallelism().keySet().equals(graph.parallelism().keySet())
          ? possible(order.parallelism())
          : new Impossible("the job has other operators than when this was recommended");
    }

    @Override
    public OrderedParallelism undo(Order.Undo order) {
      Optional<RescaleEntry> last =
          rescales.stream().filter(entry -> entry.stage() == Stage.VERIFIED).findFirst();
      if (last.isEmpty()) {
        return new Impossible(
            "no rescale of this job was verified yet, so there is no plan to go back to");
      }
      Map<OperatorId, Integer> verified = last.get().plan().wanted();
      Map<OperatorId, Integer> back =
          verified.equals(graph.parallelism()) ? last.get().plan().former() : verified;
      return back.keySet().equals(graph.parallelism().keySet())
          ? possible(back)
          : new Impossible("the job has other operators than at its last verified rescale");
    }

    @Override
    public OrderedParallelism freeze(Order.Freeze order) {
      return new Present();
    }

    @Override
    public OrderedParallelism unfreeze(Order.Unfreeze order) {
      return new Present();
    }

    @Override
    public OrderedParallelism pause(Order.Pause order) {
      return new Present();
    }

    @Override
    public OrderedParallelism resume(Order.Resume order) {
      return new Present();
    }

    @Override
    public OrderedParallelism pin(Order.Pin order) {
      return new Present();
    }

    @Override
    public OrderedParallelism unpin(Order.Unpin order) {
      return new Present();
    }

    @Override
    public OrderedParallelism dismiss(Order.Dismiss order) {
      return new Present();
    }

    /** Operators that must share one parallelism follow the one that is named. */
    private Optional<String> put(Map<OperatorId, Integer> chosen, OperatorId id, int parallelism) {
      for (OperatorId each : ParallelismGroups.of(graph, limits.limits()).membersOf(id)) {
        Optional<Integer> other = Optional.ofNullable(chosen.put(each, parallelism));
        if (other.filter(before -> before != parallelism).isPresent()) {
          return Optional.of(
              "%s cannot have %d and %d"
                  .formatted(graph.vertex(each).name(), other.get(), parallelism));
        }
      }
      return Optional.empty();
    }

    private OrderedParallelism possible(Map<OperatorId, Integer> chosen) {
      List<String> faults = new ArrayList<>();
      chosen.forEach((id, parallelism) -> fault(id, parallelism).ifPresent(faults::add));
      if (!faults.isEmpty()) {
        return new Impossible(String.join("; ", faults));
      }
      Map<OperatorId, Integer> all = new LinkedHashMap<>(graph.parallelism());
      all.putAll(chosen);
      return all.equals(graph.parallelism()) ? new Present() : new Wanted(all);
    }

    private Optional<String> fault(OperatorId id, int parallelism) {
      Bounds bounds = limits.limits().of(id);
      boolean isKept = graph.vertex(id).parallelism() == parallelism;
      if (isKept || bounds.clamp(parallelism) == parallelism) {
        return Optional.empty();
      }
      return Optional.of(
          "%s cannot have %d, its limits are %d to %d: %s"
              .formatted(
                  graph.vertex(id).name(),
                  parallelism,
                  bounds.least(),
                  bounds.most(),
                  limits.ceilings().getOrDefault(id, "parallelism in the job's file sets them")));
    }
  }
}
