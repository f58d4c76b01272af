package io.conttune.harness;

import io.conttune.core.rescale.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Each fault of the network at each call that a rescale makes. */
final class NetworkFaultRows {
  private static final CallPattern JOB = new CallPattern("GET", "/jobs/:job");
  private static final CallPattern CHECKPOINTS = new CallPattern("GET", "/jobs/:job/checkpoints");

  /** Calls before there is a rescale: without an answer they are made again. */
  private static final List<CallPattern> PLANNING =
      List.of(
          new CallPattern("GET", "/jobs/overview"),
          new CallPattern("GET", "/jobs"),
          new CallPattern("GET", "/overview"),
          new CallPattern("GET", "/config"),
          new CallPattern("GET", "/jobs/:job/checkpoints/config"),
          new CallPattern("GET", "/jobs/:job/config"),
          new CallPattern("GET", "/jobs/:job/resource-requirements"),
          new CallPattern("GET", "/jobs/:job/vertices/:vertex/subtasks/metrics"),
          new CallPattern("GET", "/jars"),
          new CallPattern("POST", "/jars/:jar/plan"),
          JOB,
          CHECKPOINTS);

  /** Calls that a rescale makes once on its way. */
  private static final List<CallPattern> ONCE =
      List.of(
          KillRows.STOP,
          new CallPattern("GET", "/jobs/:job/savepoints/:trigger"),
          KillRows.RUN,
          new CallPattern("GET", "/jobs/:job/execution-result"),
          new CallPattern("GET", "/jobs/:job/vertices/:vertex"));

  /** In which the job is looked at. */
  private static final List<Stage> LOOKS =
      List.of(Stage.PLANNED, Stage.STOPPING, Stage.SUBMITTED, Stage.RUNNING);

  private NetworkFaultRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (Fault.OfNetwork fault : Fault.OfNetwork.values()) {
      TrialConfig config = TrialConfig.of(Route.COMES_UP);
      for (CallPattern call : PLANNING) {
        rows.add(at(config, call, 1, fault));
      }
      for (CallPattern call : ONCE) {
        boolean refused = call.equals(KillRows.RUN) && fault == Fault.OfNetwork.ERROR_500;
        Row row = at(config, call, 1, fault);
        rows.add(refused ? row.endsIn(Stage.ROLLED_BACK) : row);
      }
      for (Stage stage : LOOKS) {
        rows.add(after(config, stage, JOB, fault));
        rows.add(after(config, stage, CHECKPOINTS, fault));
      }
      rows.add(at(TrialConfig.of(Route.REFUSED), KillRows.RUN, 2, fault));
      rows.add(at(TrialConfig.of(Route.NOT_UP), KillRows.CANCEL, 1, fault));
    }
    return rows;
  }

  /** Every kind of call that the rows spoil. */
  static Set<String> calls() {
    Set<String> calls = new TreeSet<>();
    PLANNING.forEach(call -> calls.add(call.toString()));
    ONCE.forEach(call -> calls.add(call.toString()));
    return calls;
  }

  private static Row at(TrialConfig config, CallPattern call, int nth, Fault.OfNetwork fault) {
    Act act =
        trial -> {
          trial.proxy().plan(call, nth, fault);
          trial.startLastController();
        };
    String what = "%s at %s%s".formatted(fault, call, nth == 1 ? "" : " no. " + nth);
    return Row.of(config, what, act);
  }

  /** At the first such call of a controller that goes on from this stage. */
  private static Row after(
      TrialConfig config, Stage stage, CallPattern call, Fault.OfNetwork fault) {
    Act act =
        trial -> {
          FaultRows.hold(trial, stage);
          trial.proxy().plan(call, 1, fault);
          trial.startLastController();
        };
    return Row.of(config, "%s at %s in %s".formatted(fault, call, stage), act);
  }
}
