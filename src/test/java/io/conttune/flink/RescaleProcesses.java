package io.conttune.flink;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.rescale.launch.Launchers;
import io.conttune.controller.rescale.process.RescaleProcess;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.controller.rescale.rest.RestRedeployer;
import io.conttune.controller.rescale.storage.MountedStateFinder;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.rescale.Launcher;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.SavepointFormat;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.time.SteadyClock;

/** Puts what rescales a job of a real Flink together, without a control loop. */
public final class RescaleProcesses {
  private RescaleProcesses() {}

  /** A process on the cluster that this client reaches. */
  public static RescaleProcess of(FlinkRest rest) {
    return of(rest, SteadyClock.system());
  }

  /** A process that launches so, and asks for savepoints in this format. */
  public static RescaleProcess of(FlinkRest rest, Launcher launcher, SavepointFormat format) {
    SteadyClock clock = SteadyClock.system();
    return of(rest, new RestRedeployer(rest, launcher, format, clock), clock);
  }

  /** A process by this clock. */
  public static RescaleProcess of(FlinkRest rest, SteadyClock clock) {
    return of(rest, redeployer(rest, clock), clock);
  }

  private static RescaleProcess of(FlinkRest rest, Redeployer redeployer, SteadyClock clock) {
    return new RescaleProcess(new RestJobRuns(rest), redeployer, new MountedStateFinder(), clock);
  }

  /** What acts on the cluster that this client reaches. */
  public static Redeployer redeployer(FlinkRest rest) {
    return redeployer(rest, SteadyClock.system());
  }

  private static Redeployer redeployer(FlinkRest rest, SteadyClock clock) {
    Launchers launchers =
        Launchers.of(rest, new InMemoryStore(), SecretLookup.NONE, clock, "a test");
    return new RestRedeployer(rest, launchers, SavepointFormat.AUTO, clock);
  }
}
