package io.conttune.controller.loop;

import io.conttune.controller.config.Mode;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Journal;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.OrderEnd;
import io.conttune.core.steering.OrderEnd.Cause;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.TunerState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns orders of people into rescales. A request comes before whatever the tuner wants. A pinned
 * operator without its parallelism gets it when the tuner wants nothing, as does one that has fewer
 * subtasks than a guard rail requires. Not thread-safe.
 */
final class OrderedWishes {
  /** Rescales among which the last verified one is looked for. */
  private static final int REMEMBERED = 100;

  private final String jobName;
  private final Mode mode;
  private final OrdersWatch orders;
  private final Journal journal;

  OrderedWishes(JobSettings settings, OrdersWatch orders, Journal journal) {
    this.jobName = settings.jobName();
    this.mode = settings.mode();
    this.orders = orders;
    this.journal = journal;
  }

  /**
   * The rescale that an order asks for; empty if the tuner is to decide. A request that cannot be
   * carried out, or need not, ends here.
   *
   * @param tuners the tuner's decision
   * @param before the tuner's memory
   * @param after the tuner's memory once its decision is carried out
   */
  Optional<Wish> wish(
      JobGraph graph, PinnedLimits limits, Decision tuners, TunerState before, TunerState after) {
    Optional<Wish> requested =
        orders
            .inForce()
            .request()
            .flatMap(request -> requested(request, graph, limits, tuners, before, after));
    return requested.or(() -> pinned(graph, limits, tuners, before));
  }

  /** Nothing can be asked of a job that is only observed. */
  void refuseAll() {
    orders
        .inForce()
        .request()
        .ifPresent(
            request ->
                orders.end(
                    request,
                    new OrderEnd(
                        Cause.REFUSED,
                        "the job is in mode observe; set mode: recommend or act in its file")));
  }

  private Optional<Wish> requested(
      GivenOrder request,
      JobGraph graph,
      PinnedLimits limits,
      Decision tuners,
      TunerState before,
      TunerState after) {
    return OrderedParallelism.of(
            request.order(), graph, askable(graph, limits), journal.rescales(jobName, REMEMBERED))
        .match(
            wanted -> {
              Map<OperatorId, Integer> parallelism = wanted.parallelism();
              boolean isTuners =
                  tuners.match(rescale -> rescale.parallelism().equals(parallelism), hold -> false);
              return Optional.of(
                  new Wish(
                      rescale(
                          Step.BY_HAND,
                          parallelism,
                          "%s by %s, reason: %s"
                              .formatted(
                                  request.order().word(), request.author(), request.reason()),
                          tuners),
                      isTuners ? after : before.afterChangeElsewhere(),
                      Optional.of(request)));
            },
            present -> {
              orders.end(request, new OrderEnd(Cause.DONE, "the job has this parallelism"));
              return Optional.empty();
            },
            impossible -> {
              orders.end(request, new OrderEnd(Cause.REFUSED, impossible.reason()));
              return Optional.empty();
            });
  }

  /** A person may take a larger step than the tuner, but not move what is pinned. */
  private LimitsOf.Fit.Known askable(JobGraph graph, PinnedLimits limits) {
    return PinnedLimits.of(limits.railed().unrailed(), graph, orders.inForce().pins()).limits();
  }

  /** In mode recommend a pin only bounds what is recommended. */
  private Optional<Wish> pinned(
      JobGraph graph, PinnedLimits limits, Decision tuners, TunerState before) {
    boolean tunerHolds = tuners.match(rescale -> false, hold -> true);
    return limits
        .unmet(graph)
        .filter(unmet -> tunerHolds && mode == Mode.ACT)
        .map(
            unmet ->
                Wish.ofTuner(
                    rescale(
                        limits.isPinUnmet(graph) ? Step.BY_HAND : Step.GUARD_RAIL,
                        unmet,
                        String.join("; ", limits.notes()),
                        tuners),
                    before.afterChangeElsewhere()));
  }

  private static Decision.Rescale rescale(
      Step step, Map<OperatorId, Integer> parallelism, String reason, Decision tuners) {
    return new Decision.Rescale(step, parallelism, reason, tuners.evidence())
        .noting(List.of("the tuner says: " + tuners.reason()));
  }
}
