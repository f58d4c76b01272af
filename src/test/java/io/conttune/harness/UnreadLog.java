package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.system.ChildJvm;
import java.io.IOException;
import java.util.List;

/**
 * Nobody reads the log: not a line of it can be written from the begin on. The rescale goes its way
 * all the same, SIGTERM is obeyed, and another controller finds the work done.
 */
record UnreadLog() implements Act {
  @Override
  public void play(Trial trial)
      throws IOException, FlinkUnavailableException, InterruptedException {
    try (FullPipe log = FullPipe.at(trial.directory().resolve("log.pipe"));
        ChildJvm controller = trial.startController(log)) {
      await("the new run").atMost(AuditedCluster.DEADLINE).until(() -> hasWantedParallelism(trial));

      controller.terminate();

      assertThat(controller.exitCode(Termination.LONGEST)).isEqualTo(Termination.TERMINATED);
      controller.kill();
    }
    trial.startLastController();
  }

  /** A run that is being accepted shows no vertices yet. */
  private static boolean hasWantedParallelism(Trial trial) throws FlinkUnavailableException {
    List<String> live = trial.cluster().live(trial.job().name());
    if (live.size() != 1) {
      return false;
    }
    for (JsonNode vertex : trial.cluster().rest().get("/jobs/" + live.get(0)).path("vertices")) {
      if (vertex.path("parallelism").asInt() == Route.COMES_UP.wanted()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "nobody reads the log, then SIGTERM";
  }
}
