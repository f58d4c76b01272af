package io.conttune.harness;

import io.conttune.flink.FlinkProcesses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What befalls the cluster itself in the middle of a rescale. Each row has the cluster alone. */
final class ClusterFaultRows {
  private static final Set<String> ANY = Set.of("VERIFIED", "ROLLED_BACK", "ABANDONED");

  private ClusterFaultRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (String capture : List.of("savepoint", "checkpoint")) {
      TrialConfig config = TrialConfig.of(Route.FORWARD).withRescale("capture", capture);
      CallPattern stop = capture.equals("savepoint") ? KillRows.STOP : KillRows.CANCEL;
      for (CallPattern call : List.of(stop, KillRows.RUN)) {
        for (Kill.Arrival arrival : Kill.Arrival.values()) {
          rows.add(row(config, capture, call, arrival, Victim.TASK_MANAGER));
          rows.add(row(config, capture, call, arrival, Victim.JOB_MANAGER));
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
      TrialConfig config, String capture, CallPattern call, Kill.Arrival arrival, Victim victim) {
    Act act =
        trial -> {
          Runnable restart = () -> restart(victim, trial.cluster().flink());
          trial
              .proxy()
              .plan(
                  call,
                  1,
                  arrival == Kill.Arrival.BEFORE ? Fault.first(restart) : Fault.then(restart));
          trial.startController(Optional.empty());
        };
    String what =
        "%s restarted %s %s"
            .formatted(victim, arrival == Kill.Arrival.BEFORE ? "before" : "after", call);
    return new Row(capture + " + arguments", config, what, act, ANY);
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
