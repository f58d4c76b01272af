package io.conttune.ds2;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.BurstyInputs;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.Demand;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.TuningInput;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Tells why an operator keeps its subtasks though the linear method proposes another number: the
 * window may hold a part of the load only, or more than the load.
 *
 * @param awaited the operators of which further windows tell if their last growth was useless
 * @param bursty operators whose need the window does not show
 * @param backlogFalls whether some source works a backlog off
 */
record KeptSubtasks(
    TuningInput input,
    TargetRates.Known rates,
    Set<OperatorId> awaited,
    BurstyInputs bursty,
    boolean backlogFalls,
    Ds2Settings settings) {

  /** Why a job is held of which an operator is {@link #awaited}. */
  static final String AWAITED = "waits for more windows, as more subtasks seem to bring nothing";

  /** Why an operator keeps its subtasks while a backlog falls. */
  static final String CATCHING_UP = "works a backlog off, and keeps its subtasks for as long";

  static KeptSubtasks of(
      TuningInput input, TargetRates.Known rates, Set<OperatorId> awaited, Ds2Settings settings) {
    BurstyInputs inWindow =
        BurstyInputs.of(
            input.graph(),
            input.metrics(),
            settings.lag().backPressure(),
            settings.timeToCatchUp());
    BurstyInputs bursty = input.wholePeriods().isPresent() ? inWindow.withPeriodsKnown() : inWindow;
    boolean falls =
        input.graph().sources().stream()
            .map(source -> input.metrics().operators().get(source.id()))
            .filter(Objects::nonNull)
            .map(OperatorMetrics::backlog)
            .flatMap(Optional::stream)
            .mapToDouble(Backlog::growth)
            .anyMatch(growth -> growth < 0);
    return new KeptSubtasks(input, rates, awaited, bursty, falls, settings);
  }

  /** The reason against giving this operator so many subtasks; empty if there is none. */
  Optional<String> against(JobVertex vertex, int wanted) {
    return bursty
        .against(vertex, wanted)
        .or(() -> wanted < vertex.parallelism() ? againstFewer(vertex) : Optional.empty())
        .or(() -> wanted > vertex.parallelism() ? againstMore(vertex) : Optional.empty())
        .or(() -> awaited.contains(vertex.id()) ? Optional.of(AWAITED) : Optional.empty());
  }

  private Optional<String> againstFewer(JobVertex vertex) {
    Demand demand = rates.of(vertex.id());
    boolean readsOnlyWhatWaited =
        demand.rate().at(vertex.parallelism()) == 0
            && input.metrics().of(vertex.id()).inputRate() > 0;
    if (readsOnlyWhatWaited) {
      return Optional.of(
          "reads what had waited, while nothing arrived, keeps " + vertex.parallelism());
    }
    return onUnsteady(settings.unsteadiness(input.metrics()), vertex)
        .or(() -> worksOff(demand, vertex));
  }

  private Optional<String> againstMore(JobVertex vertex) {
    return onUnsteady(settings.unsteadinessAgainstMore(input.metrics()), vertex);
  }

  private static Optional<String> onUnsteady(OptionalDouble unsteadiness, JobVertex vertex) {
    return unsteadiness.isPresent()
        ? Optional.of(
            "receives a rate that changed within the window, keeps " + vertex.parallelism())
        : Optional.empty();
  }

  /**
   * While a backlog falls, fewer and fewer subtasks would do. Each of them would be a redeployment
   * that leaves another backlog.
   */
  private Optional<String> worksOff(Demand demand, JobVertex vertex) {
    boolean waits = settings.forBacklog(demand, vertex).at(vertex.parallelism()) > 0;
    return backlogFalls && waits ? Optional.of(CATCHING_UP) : Optional.empty();
  }
}
