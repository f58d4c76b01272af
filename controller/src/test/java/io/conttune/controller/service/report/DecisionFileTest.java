package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.controller.store.RecordJson;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecords;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.LimitsOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionFileTest {
  @TempDir private Path directory;

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final RecordJson json = new RecordJson();

  @Test
  void writesEachNewDecisionAsALine() throws Exception {
    Path file = directory.resolve("data/decisions.jsonl");
    DecisionFile log = new DecisionFile(new LineFile(file), json::write, events::add, clock);
    DecisionRecord first = DecisionRecords.rescale("WordCount");
    DecisionRecord second = DecisionRecords.hold("WordCount", "no\nrate");

    hear(log, first);
    hear(log, second);

    assertThat(decisions(file)).containsExactly(first, second);
  }

  @Test
  void isItsOwnersAlone() throws Exception {
    Path file = directory.resolve("data/decisions.jsonl");
    DecisionFile log = new DecisionFile(new LineFile(file), json::write, events::add, clock);

    hear(log, DecisionRecords.rescale("WordCount"));

    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(file.getParent())).isEqualTo("rwx------");
  }

  @Test
  void saysHowOthersMayUseAFileThatWasThere() throws Exception {
    LineFile file = new LineFile(Files.createFile(directory.resolve("decisions.jsonl")));
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));

    assertThat(file.exposure()).contains("rw-r-----");

    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-------"));

    assertThat(file.exposure()).isEmpty();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void writesNoDecisionThatSaysNothingNew() throws Exception {
    Path file = directory.resolve("decisions.jsonl");
    DecisionFile log = new DecisionFile(new LineFile(file), json::write, events::add, clock);
    DecisionRecord decision = DecisionRecords.rescale("WordCount");

    log.hear(decided(decision, News.NEW));
    log.hear(decided(decision, News.REPEATED));
    log.hear(new LoopNews.LeaseLost("taken by another controller"));

    assertThat(decisions(file)).containsExactly(decision);
  }

  @Test
  void startsAFileAnewWhenItWasRotatedAway() throws Exception {
    Path file = directory.resolve("decisions.jsonl");
    DecisionFile log = new DecisionFile(new LineFile(file), json::write, events::add, clock);
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
        new DecisionFile(new LineFile(link.resolve("d.jsonl")), json::write, events::add, clock),
        DecisionRecords.hold("WordCount", "1"));

    assertThat(real.resolve("d.jsonl")).exists();
  }

  @Test
  void saysThatTheDiskIsFullAndStopsNobody() throws Exception {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    DecisionFile log = new DecisionFile(new LineFile(full), json::write, events::add, clock);

    hear(log, DecisionRecords.hold("WordCount", "1"));
    hear(log, DecisionRecords.hold("WordCount", "2"));
    clock.advance(Duration.ofMinutes(1));
    hear(log, DecisionRecords.hold("WordCount", "3"));

    assertThat(events)
        .extracting(Event::name)
        .containsExactly(EventName.DECISION_LOG_FAILED, EventName.DECISION_LOG_FAILED);
    assertThat(events.get(0).fields())
        .containsEntry("file", "/dev/full")
        .containsEntry("reason", "java.io.IOException: No space left on device");
  }

  @Test
  void writesWhatHasWaitedOnceTheFileCanBeWrittenAgain() throws Exception {
    Path file = Files.createDirectory(directory.resolve("decisions.jsonl"));
    DecisionFile log = new DecisionFile(new LineFile(file), json::write, events::add, clock);
    DecisionRecord first = DecisionRecords.hold("WordCount", "1");
    hear(log, first);
    Files.delete(file);
    clock.advance(Duration.ofSeconds(90));

    log.hear(new LoopNews.LeaseLost("any news"));

    assertThat(decisions(file)).containsExactly(first);
    assertThat(events)
        .extracting(Event::name)
        .containsExactly(EventName.DECISION_LOG_FAILED, EventName.DECISION_LOG_BACK);
    assertThat(events.get(1).fields())
        .containsEntry("awaySeconds", 90.0)
        .containsEntry("lostLines", 0L);
  }

  @Test
  void countsTheLinesForWhichThereWasNoRoom() throws Exception {
    Path file = Files.createDirectory(directory.resolve("decisions.jsonl"));
    DecisionFile log = new DecisionFile(new LineFile(file), json::write, events::add, clock);
    for (int number = 0; number < 1003; number++) {
      hear(log, DecisionRecords.hold("WordCount", "hold " + number));
    }
    Files.delete(file);

    log.hear(new LoopNews.LeaseLost("any news"));

    assertThat(decisions(file)).hasSize(1000);
    assertThat(decisions(file).get(0)).isEqualTo(DecisionRecords.hold("WordCount", "hold 3"));
    assertThat(events.get(1).fields()).containsEntry("lostLines", 3L);
  }

  @Test
  void keepsTheLinesOfSeveralJobsApart() throws Exception {
    Path file = directory.resolve("decisions.jsonl");
    LineFile lines = new LineFile(file);
    String longReason = "because ".repeat(5_000);
    List<Thread> jobs = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d")) {
      DecisionFile log = new DecisionFile(lines, json::write, events::add, clock);
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
            new LimitsOf.Fit.Known(new Limits(Map.of()), List.of()),
            news,
            Optional.empty()),
        Stopwatch.start(SteadyClock.system()),
        Optional.empty());
  }

  private List<DecisionRecord> decisions(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> json.read(line, DecisionRecord.class))
        .toList();
  }
}
