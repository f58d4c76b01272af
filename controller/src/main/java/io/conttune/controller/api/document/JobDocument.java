package io.conttune.controller.api.document;

import java.util.List;
import java.util.Optional;

/**
 * All that is known of a job now.
 *
 * @param state in one line
 * @param operators of the run that was seen last, sources first
 * @param objective how far it is kept; absent if there is none, or nobody knows
 * @param decision the newest one; absent before the first
 * @param rescale the newest one that this service has carried on
 */
public record JobDocument(
    JobState state,
    List<OperatorState> operators,
    Optional<ObjectiveState> objective,
    Optional<DecisionDocument> decision,
    Optional<RescaleDocument> rescale) {
  public JobDocument {
    operators = List.copyOf(operators);
  }

  /**
   * The lag of a job with an objective, and how far it is kept.
   *
   * @param lagSeconds the lag now
   * @param lagAllowedSeconds the lag that it may have
   * @param kept share of the last day in which the lag was short enough
   * @param asked share of the time for which that is asked
   */
  public record ObjectiveState(
      double lagSeconds, double lagAllowedSeconds, double kept, double asked) {}
}
