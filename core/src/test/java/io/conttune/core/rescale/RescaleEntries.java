package io.conttune.core.rescale;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.Launch.UnclaimedState;
import io.conttune.core.rescale.RescalePlan.Patience;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Journal entries to test with. */
public final class RescaleEntries {
  private static final OperatorId SOURCE = new OperatorId("cbc357ccb763df2852fee8c4fc7d55f2");
  private static final OperatorId COUNT = new OperatorId("0a448493b4782967b150582570326227");
  private static final Instant AT = Instant.parse("2026-10-25T00:30:00.123456789Z");

  /** The copy of the jar of {@link #full}. */
  public static final Launch.JarCopy COPY = Launch.JarCopy.of("w.jar", jar());

  /** The cluster of {@link #full}. */
  public static final String CLUSTER = "http://jobmanager:8081";

  private RescaleEntries() {}

  /** The content of that jar. */
  public static byte[] jar() {
    return new byte[] {9, 8, 7};
  }

  /** A rescale that has not begun; its id is this number in hexadecimal digits. */
  public static RescaleEntry planned(String jobName, int number) {
    return RescaleEntry.planned("%032x".formatted(number), plan(jobName), AT);
  }

  /** A rescale that has not begun, from 4 to 8 slots of this cluster. */
  public static RescaleEntry claiming(String jobName, int number, String... reckonedWith) {
    SlotClaim claim = new SlotClaim(List.of(CLUSTER), 4, 8, 10, Set.of(reckonedWith));
    return RescaleEntry.planned("%032x".formatted(number), plan(jobName).claiming(claim), AT);
  }

  /** An entry in which nothing is empty. */
  public static RescaleEntry full(String jobName) {
    return new RescaleEntry(
        "0123456789abcdef0123456789abcdef",
        claiming(jobName, 1, "%032x".formatted(2)).plan().withState(OptionalLong.of(4L << 30)),
        AT,
        new Attempt(
            2,
            Direction.BACK,
            new CurrentStage(
                Stage.RUNNING,
                AT.plusMillis(1),
                Look.AGAIN,
                2,
                Duration.ofSeconds(30),
                "the job's \"main\" failed → back\n"),
            Optional.of(CapturedState.ownSavepoint("file:///savepoints/savepoint-5e1f0d-7a4b6c")),
            Optional.of(CapturedState.checkpoint("file:///checkpoints/job/chk-9")),
            Optional.of(AT.minusSeconds(5)),
            Optional.of(
                new LaunchClaim(
                    "me",
                    AT,
                    Optional.of(Set.of("0123456789abcdef0123456789abcdef")),
                    Optional.of(new LaunchClaim.CommandProcess("host", 4711, AT, "/tmp/command")))),
            Optional.of("the launch was refused: main threw")),
        Map.of(0, "fedcba9876543210fedcba9876543210"),
        new RescaleTimes(
            Optional.of(AT), Optional.of(AT.plusMillis(2)), Optional.of(AT.plusMillis(3))),
        Optional.of(Map.of(SOURCE, 2, COUNT, 5)));
  }

  /** A rescale in place that has not begun. */
  public static RescaleEntry inPlace(String jobName) {
    RescalePlan restart = plan(jobName);
    return RescaleEntry.planned(
        "%032x".formatted(7),
        new RescalePlan(
            jobName,
            restart.jobId(),
            Step.SMALL,
            restart.former(),
            restart.wanted(),
            new Rescaling.InPlace(
                "the scheduler can be asked",
                Map.of(SOURCE, new ParallelismRange(1, 2), COUNT, new ParallelismRange(1, 4)),
                Map.of(SOURCE, new ParallelismRange(1, 2), COUNT, new ParallelismRange(1, 8)),
                Duration.ofSeconds(30),
                restart.rescaling().restart()),
            restart.stateAfterwards(),
            restart.patience()),
        AT);
  }

  /** A rescale by a deployment that has not begun. */
  public static RescaleEntry byDeployment(String jobName) {
    RescalePlan restart = plan(jobName);
    return RescaleEntry.planned(
        "%032x".formatted(9),
        new RescalePlan(
            jobName,
            restart.jobId(),
            Step.SMALL,
            restart.former(),
            restart.wanted(),
            new Rescaling.ByDeployment(
                "by an override for each operator",
                new DeploymentName("streams", "shop"),
                new DeploymentParallelism(4, Map.of()),
                new DeploymentParallelism(4, Map.of(SOURCE, 2, COUNT, 8)),
                Duration.ofMinutes(10)),
            restart.stateAfterwards(),
            restart.patience()),
        AT);
  }

  /** A rescale that has not begun, whose launches are both this one. */
  public static RescaleEntry launching(String jobName, Launch launch) {
    RescalePlan other = plan(jobName);
    return RescaleEntry.planned(
        "%032x".formatted(8),
        new RescalePlan(
            jobName,
            other.jobId(),
            other.step(),
            other.former(),
            other.wanted(),
            Launches.restart(launch, launch),
            other.stateAfterwards(),
            other.patience()),
        AT);
  }

  private static RescalePlan plan(String jobName) {
    return new RescalePlan(
        jobName,
        "5e1f0d7a4b6c8e9f5e1f0d7a4b6c8e9f",
        Step.BIG,
        Map.of(SOURCE, 2, COUNT, 4),
        Map.of(SOURCE, 2, COUNT, 8),
        new Rescaling.Restart(
            new CaptureChoice(
                Capture.CHECKPOINT, Optional.of(Duration.ofMillis(40_900)), "the drain takes long"),
            "file:///savepoints",
            Optional.of("file:///checkpoints"),
            Checkpoints.RETAINED,
            Replay.SHOWS,
            new Launch.Command(
                List.of("redeploy.sh", "--back"), Duration.ofMinutes(1), Map.of("count", 4)),
            new Launch.Jar(
                "w.jar",
                Optional.of(COPY),
                Optional.of("org.example.WordCount"),
                List.of("--parallelism.count", "8", ""),
                Map.of("pipeline.object-reuse", "true", "parallelism.default", "1"),
                UnclaimedState.DROP)),
        new TunerState.Ds2(1, 1, Map.of(SOURCE, 2, COUNT, 8), 1.5),
        new Patience(
            Duration.ofMillis(200), Duration.ofMinutes(2), Duration.ZERO, Duration.ofSeconds(3)));
  }
}
