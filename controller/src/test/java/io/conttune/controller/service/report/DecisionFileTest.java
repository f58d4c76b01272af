package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.controller.store.RecordJson;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecords;
import io.conttune.core.tuning.JobFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionFileTest {
  @TempDir private Path directory;

  private final RecordJson json = new RecordJson();

  @Test
  void writesEachNewDecisionAsALine() throws Exception {
    Path file = directory.resolve("data/decisions.jsonl");
    DecisionFile log = new DecisionFile(new LineFile(file));
    DecisionRecord first = DecisionRecords.rescale("WordCount");
    DecisionRecord second = DecisionRecords.hold("WordCount", "no\nrate");

    hear(log, first);
    hear(log, second);

    assertThat(decisions(file)).containsExactly(first, second);
  }

  @Test
  void writesNoDecisionThatSaysNothingNew() throws Exception {
    Path file = directory.resolve("decisions.jsonl");
    DecisionFile log = new DecisionFile(new LineFile(file));
    DecisionRecord decision = DecisionRecords.rescale("WordCount");

    log.hear(decided(decision, News.NEW));
    log.hear(decided(decision, News.REPEATED));
    log.hear(new LoopNews.LeaseLost("taken by another controller"));

    assertThat(decisions(file)).containsExactly(decision);
  }

  @Test
  void startsAFileAnewWhenItWasRotatedAway() throws Exception {
    Path file = directory.resolve("decisions.jsonl");
    DecisionFile log = new DecisionFile(new LineFile(file));
    hear(log, DecisionRecords.hold("WordCount", "1"));
    Files.move(file, directory.resolve("decisions.1.jsonl"));

    hear(log, DecisionRecords.hold("WordCount", "2"));

    assertThat(decisions(file)).hasSize(1);
  }

  @Test
  void writesThroughALinkToADirectory() throws Exception {
    Path real = Files.createDirectory(directory.resolve("volume"));
    Path link = Files.createSymbolicLink(directory.resolve("data"), real);

    hear(
        new DecisionFile(new LineFile(link.resolve("d.jsonl"))),
        DecisionRecords.hold("WordCount", "1"));

    assertThat(real.resolve("d.jsonl")).exists();
  }

  @Test
  void namesTheFileThatItCannotWrite() throws Exception {
    Path file = Files.createDirectory(directory.resolve("decisions.jsonl"));

    assertThatThrownBy(
            () ->
                hear(new DecisionFile(new LineFile(file)), DecisionRecords.hold("WordCount", "1")))
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
      DecisionFile log = new DecisionFile(lines);
      LoopNews news = decided(DecisionRecords.hold(name, longReason), News.NEW);
      jobs.add(
          new Thread(
              () -> {
                for (int i = 0; i < 25; i++) {
                  log.hear(news);
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

  private static void hear(DecisionFile file, DecisionRecord decision)
      throws FlinkUnavailableException {
    file.hear(decided(decision, News.NEW));
  }

  private static LoopNews decided(DecisionRecord decision, News news)
      throws FlinkUnavailableException {
    FakeJobMonitor monitor =
        new FakeJobMonitor("WordCount", InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
    monitor.show("job-1", Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2));
    return new LoopNews.Stepped(
        new StepOutcome.Decided(
            ((JobSighting.Seen) monitor.look()).snapshot(),
            new JobFixture().vertex("source", 1, 100, 100, 0.1).metrics(),
            decision,
            List.of(),
            news),
        Instant.EPOCH,
        Optional.empty());
  }

  private List<DecisionRecord> decisions(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> json.read(line, DecisionRecord.class))
        .toList();
  }
}
