package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.store.InMemoryStore;
import io.conttune.controller.store.RecordJson;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionFileTest {
  @TempDir private Path directory;

  private final InMemoryStore store = new InMemoryStore();
  private final RecordJson json = new RecordJson();

  @Test
  void writesEachDecisionAsALineToTheLogAndToTheFile() throws IOException {
    Path file = directory.resolve("data/decisions.jsonl");
    DecisionFile log = new DecisionFile(store, new LineFile(file));
    DecisionRecord first = DecisionRecords.rescale("WordCount");
    DecisionRecord second = DecisionRecords.hold("WordCount", "no\nrate");

    log.append(first);
    log.append(second);

    assertThat(decisions(file)).containsExactly(first, second);
    assertThat(log.decisions("WordCount", 5)).containsExactly(second, first);
    assertThat(store.decisions("WordCount", 5)).containsExactly(second, first);
  }

  @Test
  void startsAFileAnewWhenItWasRotatedAway() throws IOException {
    Path file = directory.resolve("decisions.jsonl");
    DecisionFile log = new DecisionFile(store, new LineFile(file));
    log.append(DecisionRecords.hold("WordCount", "1"));
    Files.move(file, directory.resolve("decisions.1.jsonl"));

    log.append(DecisionRecords.hold("WordCount", "2"));

    assertThat(decisions(file)).hasSize(1);
  }

  @Test
  void writesThroughALinkToADirectory() throws IOException {
    Path real = Files.createDirectory(directory.resolve("volume"));
    Path link = Files.createSymbolicLink(directory.resolve("data"), real);

    new DecisionFile(store, new LineFile(link.resolve("d.jsonl")))
        .append(DecisionRecords.hold("WordCount", "1"));

    assertThat(real.resolve("d.jsonl")).exists();
  }

  @Test
  void namesTheFileThatItCannotWrite() throws IOException {
    Path file = Files.createDirectory(directory.resolve("decisions.jsonl"));

    assertThatThrownBy(
            () ->
                new DecisionFile(store, new LineFile(file))
                    .append(DecisionRecords.hold("WordCount", "1")))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("cannot write the decision log " + file);
  }

  @Test
  void keepsTheLinesOfSeveralJobsApart() throws Exception {
    Path file = directory.resolve("decisions.jsonl");
    LineFile lines = new LineFile(file);
    String longReason = "because ".repeat(5_000);
    List<Thread> jobs = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d")) {
      DecisionFile log = new DecisionFile(store, lines);
      jobs.add(
          new Thread(
              () -> {
                for (int i = 0; i < 25; i++) {
                  log.append(DecisionRecords.hold(name, longReason));
                }
              },
              "writer-" + name));
    }

    jobs.forEach(Thread::start);
    for (Thread job : jobs) {
      job.join();
    }

    assertThat(decisions(file)).hasSize(100);
  }

  private List<DecisionRecord> decisions(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> json.read(line, DecisionRecord.class))
        .toList();
  }
}
