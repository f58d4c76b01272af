package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.controller.service.Service;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.harness.HoldingJournal.Stillness;
import io.conttune.system.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A controller is told to stop by SIGTERM when a stage is in the journal. It brings the job up
 * within its grace time, or says that it leaves the job down; then another one is started.
 *
 * @param point at which it is told to stop
 * @param outage what somebody else answers in the place of Flink until it has stopped
 */
record Termination(HoldPoint point, Optional<ForeignReply> outage) implements Act {
  /** What a JVM that SIGTERM ended returns. */
  static final int TERMINATED = 128 + 15;

  static final Duration LONGEST = Service.LONGEST_STOP.plusSeconds(5);
  private static final Duration LONGER_THAN_ANY_STOP = Duration.ofSeconds(40);

  @Override
  public void play(Trial trial)
      throws IOException, FlinkUnavailableException, InterruptedException {
    ChildJvm controller = trial.startController(Optional.of(point), Stillness.SUSPENDED);
    JsonNode unused = controller.awaitEvent("held");
    controller.awaitSuspended();
    outage.ifPresent(reply -> trial.proxy().breakDown(reply.reply(), LONGER_THAN_ANY_STOP));

    controller.terminate();
    controller.resume();

    assertThat(controller.exitCode(LONGEST)).isEqualTo(TERMINATED);
    assertToldWhatIsLeft(controller, trial);
    trial.startLastController();
    if (outage.isPresent()) {
      trial.proxy().awaitRecovered(AuditedCluster.DEADLINE);
    }
  }

  private static void assertToldWhatIsLeft(ChildJvm controller, Trial trial)
      throws FlinkUnavailableException {
    List<JsonNode> log = controller.log();
    JsonNode last = log.get(log.size() - 1);
    assertThat(last.path("event").asText()).isEqualTo("service-stopped");
    List<String> left = new ArrayList<>();
    last.path("jobsLeftDown").forEach(job -> left.add(job.asText()));
    String name = trial.job().name();
    // A stop that was asked for may have been carried out without its answer.
    if (trial.cluster().live(name).isEmpty()) {
      assertThat(left).containsExactly(name);
    }
    List<JsonNode> loud = controller.log("job-left-down");
    assertThat(loud).hasSameSizeAs(left);
    for (JsonNode line : loud) {
      assertThat(line.path("level").asText()).isEqualTo("ERROR");
      assertThat(line.path("next").asText()).contains("until the service runs again");
      assertThat(line.path("command").asText()).isNotBlank();
    }
  }

  @Override
  public String toString() {
    return "SIGTERM "
        + point
        + outage.map(reply -> ", behind %s until it has stopped".formatted(reply)).orElse("");
  }
}
