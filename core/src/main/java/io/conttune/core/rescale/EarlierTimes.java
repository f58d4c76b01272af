package io.conttune.core.rescale;

import io.conttune.core.rescale.TimeBySize.Timed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The times that earlier rescales of a job took, as far as they tell of another one. Only verified
 * ones count: the time of others depends on what failed.
 */
public final class EarlierTimes {
  /** The number of newest rescales that are looked at. */
  public static final int LOOKED_BACK = 20;

  private EarlierTimes() {}

  /**
   * For how long those like this plan have kept the job from its input: from the request to stop
   * until every subtask of the new run ran. Empty if none was timed.
   */
  public static Optional<TimeBySize> outages(RescalePlan plan, List<RescaleEntry> rescales) {
    RescaleKind kind = RescaleKind.of(plan.rescaling());
    return times(
        verified(rescales)
            .filter(entry -> RescaleKind.of(entry.plan().rescaling()).equals(kind))
            .filter(entry -> isOneFormat(format(plan), format(entry.plan())))
            .flatMap(entry -> timed(entry, RescaleKind.outage(entry))));
  }

  /**
   * For how long savepoints of this format were written: the time that a stop took, less the time
   * for which it was expected to wait for data in flight. Empty if none was timed.
   */
  public static Optional<TimeBySize> savepoints(
      SavepointFormat format, List<RescaleEntry> rescales) {
    return times(
        verified(rescales)
            .filter(entry -> format(entry.plan()).equals(Optional.of(format)))
            .flatMap(entry -> timed(entry, writing(entry))));
  }

  private static Optional<Duration> writing(RescaleEntry entry) {
    return choice(entry.plan())
        .flatMap(CaptureChoice::estimatedDrain)
        .flatMap(drain -> entry.timeline().stopping().map(stopping -> stopping.minus(drain)))
        .map(rest -> rest.isNegative() ? Duration.ZERO : rest);
  }

  private static Stream<RescaleEntry> verified(List<RescaleEntry> rescales) {
    return rescales.stream().filter(entry -> entry.stage() == Stage.VERIFIED);
  }

  private static Stream<Timed> timed(RescaleEntry entry, Optional<Duration> time) {
    return time.map(known -> new Timed(entry.plan().stateBytes(), known)).stream();
  }

  private static Optional<TimeBySize> times(Stream<Timed> timed) {
    List<Timed> all = timed.toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(new TimeBySize(all));
  }

  private static Optional<SavepointFormat> format(RescalePlan plan) {
    return choice(plan).flatMap(CaptureChoice::format);
  }

  private static Optional<CaptureChoice> choice(RescalePlan plan) {
    return plan.rescaling()
        .match(
            restart -> Optional.of(restart.capture()),
            inPlace -> Optional.empty(),
            byDeployment -> Optional.empty());
  }

  /** A format that an earlier version has not written down may be any. */
  private static boolean isOneFormat(
      Optional<SavepointFormat> one, Optional<SavepointFormat> other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }
}
