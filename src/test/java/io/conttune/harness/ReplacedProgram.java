package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.controller.service.FatalErrors;
import io.conttune.harness.HoldingJournal.Stillness;
import io.conttune.system.ChildJvm;
import java.io.IOException;

/**
 * The controller's jar is replaced under the running controller when a stage is in the journal. It
 * ends with its exit code, and says so; its supervisor starts the new one.
 *
 * @param point at which the jar is replaced
 */
record ReplacedProgram(HoldPoint point) implements Act {
  @Override
  public void play(Trial trial) throws IOException, InterruptedException {
    ControllerProgram program = ControllerProgram.copyTo(trial.directory());
    ChildJvm controller = trial.startController(point, Stillness.SUSPENDED, program);
    JsonNode unused = controller.awaitEvent("held");
    controller.awaitSuspended();

    program.replace();
    controller.resume();

    assertThat(controller.exitCode(AuditedCluster.DEADLINE)).isEqualTo(FatalErrors.EXIT_CODE);
    assertThat(controller.errors())
        .anyMatch(line -> line.startsWith("conttune: the service ends with exit code 3"));
    trial.startLastController();
  }

  @Override
  public String toString() {
    return "the controller's jar replaced " + point;
  }
}
