package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.Stage;
import io.conttune.system.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * Jobs that no controller can bring back by itself: the JobManager has forgotten the job, and its
 * state is where the controller does not see it. Each row shows that the newest state is intact,
 * that the controller says which job is down and where it has looked, and that a person who starts
 * the job from that state has lost nothing. Each row has the cluster alone.
 */
final class StrandedRows {
  private StrandedRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (String capture : List.of("savepoint", "checkpoint")) {
      CallPattern stop = capture.equals("savepoint") ? KillRows.STOP : KillRows.CANCEL;
      TrialConfig config = TrialConfig.of(Route.COMES_UP).withRescale("capture", capture);
      rows.add(
          Row.of(
                  config,
                  "JOB_MANAGER restarted after %s, its storage not to be seen from here"
                      .formatted(stop),
                  trial -> strand(trial, stop))
              .endsIn(Stage.FAILED));
    }
    rows.add(
        Row.of(
            TrialConfig.of(Route.REFUSED),
            "the savepoint not to be found for a while, when the job is to be started",
            StrandedRows::hideForAWhile));
    return rows;
  }

  /** The cluster forgets the job; a person looks for its state and starts it. */
  private static void strand(Trial trial, CallPattern stop)
      throws IOException, FlinkUnavailableException, InterruptedException {
    Storage storage = new Storage(trial);
    trial
        .proxy()
        .plan(
            stop,
            1,
            Fault.then(
                () -> {
                  storage.awaitState(stop);
                  restartJobManager(trial);
                  storage.hide();
                }));
    ChildJvm controller = trial.startController(Optional.empty());
    JsonNode down = controller.awaitLog(StrandedRows::isGivenToAPerson);
    assertThat(down.path("reason").asText())
        .contains(trial.job().name())
        .contains(trial.jobId())
        .contains(trial.savepoints().getFileName().toString())
        .contains("it is for a person to start it from its newest savepoint or checkpoint");
    trial.killController();
    storage.show();
    String unused =
        trial
            .cluster()
            .run(trial.job(), Route.FORMER, Optional.of(storage.newest().toUri().toString()));
  }

  /** It is alerted, and tries again until the savepoint is there. */
  private static void hideForAWhile(Trial trial)
      throws IOException, FlinkUnavailableException, InterruptedException {
    Storage storage = new Storage(trial);
    trial.proxy().plan(KillRows.RUN, 1, Fault.first(storage::hide));
    ChildJvm controller = trial.startController(Optional.empty());
    JsonNode down = controller.awaitEvent("job-down");
    assertThat(down.path("state").asText()).contains(trial.savepoints().toString());
    storage.show();
  }

  private static boolean isGivenToAPerson(JsonNode line) {
    return line.path("event").asText().equals("job-down")
        && line.path("stage").asText().equals(Stage.FAILED.name());
  }

  private static void restartJobManager(Trial trial) {
    try {
      trial.cluster().flink().killJobManager();
      trial.cluster().flink().startJobManager();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The two directories in which Flink keeps the state of a trial's job. */
  private static final class Storage {
    private final Path savepoints;
    private final Path checkpoints;

    Storage(Trial trial) {
      savepoints = trial.savepoints();
      checkpoints = trial.cluster().flink().checkpointDirectory().resolve(trial.jobId());
    }

    void awaitState(CallPattern stop) {
      Path directory = stop.equals(KillRows.STOP) ? savepoints : checkpoints;
      Awaitility.await("a state below " + directory)
          .atMost(AuditedCluster.DEADLINE)
          .until(() -> !complete(directory).isEmpty());
    }

    /** As if they were on a machine that is out of reach. */
    void hide() {
      move(savepoints, hidden(savepoints));
      move(checkpoints, hidden(checkpoints));
    }

    void show() {
      move(hidden(savepoints), savepoints);
      move(hidden(checkpoints), checkpoints);
    }

    private static Path hidden(Path directory) {
      return directory.resolveSibling(directory.getFileName() + ".hidden");
    }

    private static void move(Path from, Path to) {
      try {
        if (Files.exists(from)) {
          Files.move(from, to);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Where a person would start from. */
    Path newest() throws IOException {
      List<Path> all = new ArrayList<>(complete(savepoints));
      all.addAll(complete(checkpoints));
      return all.stream().max(Comparator.comparing(Storage::completed)).orElseThrow();
    }

    private static long completed(Path state) {
      return state.resolve("_metadata").toFile().lastModified();
    }

    private static List<Path> complete(Path directory) throws IOException {
      List<Path> complete = new ArrayList<>();
      if (!Files.exists(directory)) {
        return complete;
      }
      try (DirectoryStream<Path> states = Files.newDirectoryStream(directory)) {
        for (Path state : states) {
          if (Files.exists(state.resolve("_metadata"))) {
            complete.add(state);
          }
        }
      }
      return complete;
    }
  }
}
