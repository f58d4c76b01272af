package io.conttune.controller.service;

import io.conttune.collector.MetricsWindow;
import io.conttune.collector.WindowSettings;
import io.conttune.controller.config.Mode;
import io.conttune.controller.loop.JobCluster;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobSettings;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.LoopTiming;
import io.conttune.controller.loop.PaybackRule;
import io.conttune.controller.loop.PlanHook;
import io.conttune.controller.loop.SavepointRetention;
import io.conttune.core.metrics.JobMonitor;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.rescale.Deployments;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.FakeRescalePlanner;
import io.conttune.core.rescale.FakeSavepointDisposer;
import io.conttune.core.rescale.FakeStateFinder;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.ShrinkVetoes;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.ScriptedTuner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The control loop of a job in mode ACT, on fakes, for tests of the threads around it. */
final class ActingController {
  private ActingController() {}

  static JobController of(
      String jobName, JobMonitor monitor, FakeCluster cluster, JobStores stores) {
    return of(jobName, monitor, cluster, cluster, PlanHook.NONE, stores);
  }

  /** The same, which changes the cluster by way of this redeployer, and asks this hook. */
  static JobController of(
      String jobName,
      JobMonitor monitor,
      FakeCluster cluster,
      Redeployer redeployer,
      PlanHook hook,
      JobStores stores) {
    return new JobController(
        new JobSettings(
            jobName,
            Mode.ACT,
            5,
            MeasurementRule.DEFAULT,
            new SavepointRetention(3),
            new LoopTiming(
                Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty()),
            new PaybackRule(Duration.ZERO, Duration.ZERO),
            Optional.empty()),
        new ScriptedTuner(),
        snapshot -> new LimitsOf.Fit.Misfit(List.of("not asked")),
        new MetricsWindow(WindowSettings.DEFAULT),
        new JobCluster(
            monitor,
            new FakeRescalePlanner(),
            cluster,
            redeployer,
            new FakeStateFinder(),
            new FakeSavepointDisposer(),
            Optional.empty(),
            Deployments.unreachable("this test has none"),
            ShrinkVetoes.NONE,
            hook,
            () -> 0),
        stores,
        () -> "0".repeat(32),
        SteadyClock.system());
  }
}
