package io.conttune.harness;

import io.conttune.core.rescale.Stage;
import io.conttune.flink.FlinkProcesses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Faults of the cluster itself in the middle of a rescale. Each row has the cluster alone. */
final class ClusterFaultRows {
  private ClusterFaultRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (String capture : List.of("savepoint", "checkpoint")) {
      TrialConfig config = TrialConfig.of(Route.COMES_UP).withRescale("capture", capture);
      CallPattern stop = capture.equals("savepoint") ? KillRows.STOP : KillRows.CANCEL;
      for (CallPattern call : List.of(stop, KillRows.RUN)) {
        for (Kill.Arrival arrival : Kill.Arrival.values()) {
          rows.add(row(config, call, arrival, Victim.TASK_MANAGER));
          rows.add(row(config, call, arrival, Victim.JOB_MANAGER));
        }
      }
    }
    return rows;
  }

  private enum Victim {
    TASK_MANAGER {
      @Override
      void restart(FlinkProcesses flink) throws IOException {
        flink.killTaskManager(0);
        flink.startTaskManager(0);
      }
    },
    JOB_MANAGER {
      @Override
      void restart(FlinkProcesses flink) throws IOException, InterruptedException {
        flink.killJobManager();
        flink.startJobManager();
      }
    };

    abstract void restart(FlinkProcesses flink) throws IOException, InterruptedException;
  }

  private static Row row(
      TrialConfig config, CallPattern call, Kill.Arrival arrival, Victim victim) {
    boolean before = arrival == Kill.Arrival.BEFORE;
    Act act =
        trial -> {
          Runnable restart = () -> restart(victim, trial.cluster().flink());
          trial.proxy().plan(call, 1, before ? Fault.first(restart) : Fault.then(restart));
          trial.startLastController();
        };
    String what = "%s restarted %s %s".formatted(victim, before ? "before" : "after", call);
    return Row.of(config, what, act).failsOver().endsIn(ends(call, before, victim));
  }

  /**
   * A JobManager without high availability forgets the job: its state is looked for where it is
   * stored, and the job started as it was; a launch whose reply took too long is repeated. A job
   * that loses a task manager fails over; one that was to be stopped by a savepoint then goes on as
   * it was, unless the savepoint was complete.
   */
  private static Stage[] ends(CallPattern call, boolean before, Victim victim) {
    if (call.equals(KillRows.RUN)) {
      return victim == Victim.TASK_MANAGER || before
          ? new Stage[] {Stage.VERIFIED}
          : new Stage[] {Stage.ROLLED_BACK, Stage.VERIFIED};
    }
    if (victim == Victim.JOB_MANAGER) {
      return new Stage[] {Stage.ROLLED_BACK};
    }
    if (call.equals(KillRows.CANCEL)) {
      return new Stage[] {Stage.VERIFIED};
    }
    return before ? new Stage[] {Stage.ABANDONED} : new Stage[] {Stage.ABANDONED, Stage.VERIFIED};
  }

  private static void restart(Victim victim, FlinkProcesses flink) {
    try {
      victim.restart(flink);
    } catch (IOException e) {
      throw new AssertionError("the cluster could not be restarted", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
