package io.conttune.controller.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.FlinkConfig;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.Mode;
import io.conttune.controller.config.NewCode;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.config.OperatorLimit;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.SavepointsConfig;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.config.SlotLimit;
import io.conttune.controller.config.SourceLimit;
import io.conttune.controller.config.TunerConfig;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.JobParallelism;
import io.conttune.core.rescale.JobParallelism.Followers;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.LimitsOf.Fit;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfiguredLimitsTest {
  @Test
  void letsWhatAPlaceholderSetsBeTuned() throws Exception {
    Fit.Known known =
        known(ParallelismConfig.DEFAULT, rescale(LaunchMethod.ARGUMENTS, "${parallelism:count}"));

    assertThat(known.limits().of(FakeJobMonitor.COUNT)).isEqualTo(new Bounds(1, 10));
    assertThat(known.limits().of(FakeJobMonitor.SOURCE)).isEqualTo(Bounds.fixed(1));
    assertThat(known.notes()).isEmpty();
    assertThat(known.ceilings().get(FakeJobMonitor.SOURCE)).contains("parallelism.sources: fixed");
    assertThat(known.ceilings().get(FakeJobMonitor.COUNT))
        .isEqualTo(
            "the cluster has 16 slots, of which 8 are free; add TaskManagers, or set"
                + " parallelism.slots where the cluster adds them by itself");
  }

  @Test
  void fixesWhatNoPlaceholderSetsAndSaysSo() throws Exception {
    Fit.Known known =
        known(ParallelismConfig.DEFAULT, rescale(LaunchMethod.ARGUMENTS, "--rate", "5"));

    assertThat(known.limits().of(FakeJobMonitor.COUNT)).isEqualTo(Bounds.fixed(2));
    assertThat(known.notes()).hasSize(1);
    assertThat(known.notes().get(0)).contains("count").contains("stays at 2");
    assertThat(known.ceilings().get(FakeJobMonitor.COUNT)).contains("rescale.arguments");
  }

  @Test
  void fixesNothingWhereOverridesSetTheParallelismOrNothingIsLaunched() throws Exception {
    Fit.Known overrides =
        known(ParallelismConfig.DEFAULT, rescale(LaunchMethod.OVERRIDES, "--rate", "5"));
    Fit.Known none = known(ParallelismConfig.DEFAULT, Optional.empty());

    assertThat(overrides.limits().of(FakeJobMonitor.COUNT)).isEqualTo(new Bounds(1, 10));
    assertThat(none.limits()).isEqualTo(overrides.limits());
  }

  @Test
  void givesOneParallelismToWhatFollowsThatOfTheJobAndLeavesTheRest() throws Exception {
    Fit.Known known = uniform(ParallelismConfig.DEFAULT, FakeJobMonitor.COUNT);

    assertThat(known.limits().uniform()).containsExactly(FakeJobMonitor.COUNT);
    assertThat(known.limits().of(FakeJobMonitor.COUNT)).isEqualTo(new Bounds(2, 10));
    assertThat(known.limits().of(FakeJobMonitor.SOURCE)).isEqualTo(Bounds.fixed(1));
  }

  @Test
  void holdsAUniformJobWhoseSourceFollowsItAndNamesTheSetting() throws Exception {
    Fit.Known known =
        uniform(ParallelismConfig.DEFAULT, FakeJobMonitor.SOURCE, FakeJobMonitor.COUNT);

    assertThat(known.limits().of(FakeJobMonitor.COUNT)).isEqualTo(Bounds.fixed(2));
    assertThat(known.ceilings().get(FakeJobMonitor.COUNT))
        .contains("launch: uniform gives it the parallelism of", "parallelism.sources: fixed");
    assertThat(known.notes()).hasSize(1);
  }

  @Test
  void tellsThatTheProgramSetsWhatAUniformLaunchLeaves() throws Exception {
    Fit.Known known = uniform(ParallelismConfig.DEFAULT);

    assertThat(known.limits().of(FakeJobMonitor.COUNT)).isEqualTo(Bounds.fixed(2));
    assertThat(known.ceilings().get(FakeJobMonitor.COUNT)).contains("the program sets");
  }

  @Test
  void leavesEachItsOwnParallelismWhereTheRunIsRescaledInPlace() throws Exception {
    Fit.Known known = known(ParallelismConfig.DEFAULT, rescale(LaunchMethod.UNIFORM));

    assertThat(known.limits().uniform()).isEmpty();
    assertThat(known.limits().of(FakeJobMonitor.COUNT)).isEqualTo(new Bounds(1, 10));
  }

  /** The limits where these vertices follow the parallelism of the job, which is at least 2. */
  private static Fit.Known uniform(ParallelismConfig config, OperatorId... followers)
      throws Exception {
    JobParallelism parallelism = job -> Optional.of(new Followers(Set.of(followers), 2));
    return (Fit.Known)
        limits(config, rescale(LaunchMethod.UNIFORM), parallelism).limits(snapshot());
  }

  @Test
  void passesOnWhatThePolicyCouldNotKeep() throws Exception {
    Fit.Known known =
        known(
            count(new OperatorLimit.Within(OptionalInt.of(20), OptionalInt.of(30))),
            Optional.empty());

    assertThat(known.limits().of(FakeJobMonitor.COUNT)).isEqualTo(Bounds.fixed(10));
    assertThat(known.notes()).hasSize(1);
  }

  @Test
  void fixesAVertexOfWhichSomeSubtasksHaveFinishedAndSaysSo() throws Exception {
    Fit.Known known =
        (Fit.Known)
            limits(ParallelismConfig.DEFAULT, Optional.empty()).limits(withPartlyFinishedCount());

    assertThat(known.limits().of(FakeJobMonitor.COUNT)).isEqualTo(Bounds.fixed(2));
    assertThat(known.notes())
        .containsExactly("count: some of its subtasks have finished, it stays at 2");
    assertThat(known.ceilings().get(FakeJobMonitor.COUNT)).contains("have finished");
  }

  private static JobSnapshot withPartlyFinishedCount() throws Exception {
    JobSnapshot seen = snapshot();
    Map<OperatorId, VertexSample> samples = new HashMap<>(seen.samples());
    samples.computeIfPresent(
        FakeJobMonitor.COUNT,
        (id, sample) ->
            new VertexSample(
                id,
                VertexState.PARTLY_FINISHED,
                sample.recordsIn(),
                sample.recordsOut(),
                Optional.empty(),
                sample.gauges(),
                sample.pendingRecords()));
    return with(samples, seen);
  }

  private static JobSnapshot with(Map<OperatorId, VertexSample> samples, JobSnapshot seen) {
    return new JobSnapshot(
        seen.jobId(),
        seen.jobName(),
        seen.state(),
        seen.takenAt(),
        seen.runningSince(),
        seen.graph(),
        samples,
        seen.slots());
  }

  @Test
  void boundsASourceByThePartitionsThatItsLastSampleTells() throws Exception {
    JobSnapshot seen = snapshot();
    Map<OperatorId, VertexSample> samples = new HashMap<>(seen.samples());
    samples.computeIfPresent(
        FakeJobMonitor.SOURCE, (id, sample) -> sample.withPartitions(OptionalInt.of(6)));
    ParallelismConfig config =
        new ParallelismConfig(1, 100, new SlotLimit.Fixed(), new SourceLimit.Told(), Map.of());

    Fit.Known known = (Fit.Known) limits(config, Optional.empty()).limits(with(samples, seen));

    assertThat(known.limits().of(FakeJobMonitor.SOURCE)).isEqualTo(new Bounds(1, 6));
  }

  @Test
  void answersAMisfitOfTheUsersKeys() throws Exception {
    ParallelismConfig config = operators(Map.of("wc", new OperatorLimit.Excluded()));

    Fit answer = limits(config, Optional.empty()).limits(snapshot());

    assertThat(answer).isInstanceOf(Fit.Misfit.class);
    assertThat(((Fit.Misfit) answer).faults().get(0)).contains("\"wc\"").contains("\"count\"");
  }

  private static ParallelismConfig count(OperatorLimit limit) {
    return operators(Map.of("count", limit));
  }

  private static ParallelismConfig operators(Map<String, OperatorLimit> operators) {
    return new ParallelismConfig(1, 100, new SlotLimit.Fixed(), new SourceLimit.Fixed(), operators);
  }

  private static Fit.Known known(ParallelismConfig config, Optional<RescaleConfig> rescale)
      throws Exception {
    return (Fit.Known) limits(config, rescale).limits(snapshot());
  }

  private static ConfiguredLimits limits(
      ParallelismConfig config, Optional<RescaleConfig> rescale) {
    return limits(config, rescale, job -> Optional.empty());
  }

  private static ConfiguredLimits limits(
      ParallelismConfig config, Optional<RescaleConfig> rescale, JobParallelism parallelism) {
    return new ConfiguredLimits(
        new JobConfig(
            "WordCount",
            FlinkConfig.open(List.of(URI.create("http://127.0.0.1:8081"))),
            Mode.RECOMMEND,
            Sinks.AT_LEAST_ONCE,
            TunerConfig.DEFAULT,
            MetricsConfig.DEFAULT,
            Optional.empty(),
            JobConfig.CATCH_UP.standard(),
            JobConfig.COOLDOWN.standard(),
            JobConfig.PAYBACK.standard(),
            config,
            rescale),
        parallelism);
  }

  private static Optional<RescaleConfig> rescale(LaunchMethod launch, String... arguments) {
    return Optional.of(
        new RescaleConfig(
            new JarLaunchConfig(
                launch,
                new JarSource.OnCluster("job.jar"),
                Optional.empty(),
                new ArgumentTemplate(List.of(arguments)),
                Map.of(),
                NonRestoredState.REFUSE,
                NewCode.REFUSE),
            Optional.of("file:///savepoints"),
            CaptureConfig.DEFAULT,
            InPlaceMode.AUTO,
            SavepointsConfig.DEFAULT,
            RescaleTiming.DEFAULT));
  }

  private static JobSnapshot snapshot() throws Exception {
    FakeJobMonitor monitor =
        new FakeJobMonitor("WordCount", new SettableClock(Instant.parse("2026-01-01T00:00:00Z")));
    monitor.show("job-1", Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2));
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }
}
