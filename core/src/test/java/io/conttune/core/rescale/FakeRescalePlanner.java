package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.Launch.UnclaimedState;
import io.conttune.core.rescale.RescalePlan.Patience;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Plans launches whose arguments are the parallelism, unless a test plants obstacles. */
public final class FakeRescalePlanner implements RescalePlanner {
  private List<String> obstacles = List.of();
  private List<String> notes = List.of();
  private Optional<String> outage = Optional.empty();
  private Optional<Launch.JarCopy> copy = Optional.empty();
  private Optional<Launch> correction = Optional.empty();
  private Optional<SlotClaim> claim = Optional.empty();
  private boolean plansInPlace;
  private boolean plansLaunches = true;
  private int asked;

  /**
   * Every plan changes what the job asks its adaptive scheduler for.
   *
   * @param orLaunches whether the job can be launched if it is lost meanwhile
   */
  public void planInPlace(boolean orLaunches) {
    plansInPlace = true;
    plansLaunches = orLaunches;
  }

  /** What a job asks for that may have up to these subtasks. */
  public static Map<OperatorId, ParallelismRange> ranges(Map<OperatorId, Integer> most) {
    return most.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, range -> new ParallelismRange(1, range.getValue())));
  }

  /** What stands against every rescale from now on. */
  public void obstruct(String... sentences) {
    obstacles = List.of(sentences);
  }

  /** What is noted of every plan from now on. */
  public void note(String... sentences) {
    notes = List.of(sentences);
  }

  /** Every plan lays this claim to slots from now on. */
  public void claim(SlotClaim slots) {
    claim = Optional.of(slots);
  }

  /** The controller keeps this copy of the jar of every plan from now on. */
  public void launchFrom(Launch.JarCopy kept) {
    copy = Optional.of(kept);
  }

  /** A person has written this launch into the job's file. */
  public void correct(Launch launch) {
    correction = Optional.of(launch);
  }

  /** Every call fails with this from now on. */
  public void beginOutage(String message) {
    outage = Optional.of(message);
  }

  public void endOutage() {
    outage = Optional.empty();
  }

  /** How often it was asked. */
  public int asked() {
    return asked;
  }

  /** The parallelism that a launch of this planner asks for. */
  public static Map<OperatorId, Integer> parallelism(Launch.Jar launch) {
    return launch.arguments().stream()
        .map(argument -> argument.split("=", 2))
        .collect(
            Collectors.toMap(
                parts -> new OperatorId(parts[0]), parts -> Integer.valueOf(parts[1])));
  }

  @Override
  public Planning plan(
      JobSnapshot job, JobMetrics metrics, Decision.Rescale rescale, TunerState stateAfterwards)
      throws FlinkUnavailableException {
    asked++;
    if (outage.isPresent()) {
      throw new FlinkUnavailableException(outage.get());
    }
    if (!obstacles.isEmpty()) {
      return new Planning.Obstructed(obstacles);
    }
    Map<OperatorId, Integer> former = job.graph().parallelism();
    RescalePlan plan =
        new RescalePlan(
            job.jobName(),
            job.jobId(),
            rescale.step(),
            former,
            rescale.parallelism(),
            rescaling(former, rescale.parallelism()),
            stateAfterwards,
            new Patience(
                Duration.ofSeconds(30),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3)));
    return new Planning.Planned(claim.map(plan::claiming).orElse(plan), notes);
  }

  @Override
  public Optional<RescaleEntry> corrected(RescaleEntry rescale, JobGraph graph) {
    boolean isKnown =
        rescale
            .plan()
            .rescaling()
            .restart()
            .map(Rescaling.Restart::wantedLaunch)
            .equals(correction);
    return isKnown
        ? Optional.empty()
        : correction.map(launch -> rescale.launchedBy(launch, launch));
  }

  private Rescaling rescaling(Map<OperatorId, Integer> former, Map<OperatorId, Integer> wanted) {
    Rescaling.Restart restart = Launches.restart(launch(former), launch(wanted));
    return plansInPlace
        ? new Rescaling.InPlace(
            "as the test says",
            ranges(former),
            ranges(wanted),
            Duration.ZERO,
            Optional.of(restart).filter(launches -> plansLaunches))
        : restart;
  }

  private Launch launch(Map<OperatorId, Integer> parallelism) {
    return new Launch.Jar(
        "job.jar",
        copy,
        Optional.empty(),
        parallelism.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .sorted()
            .toList(),
        Map.of(),
        UnclaimedState.REFUSE);
  }
}
