package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.input.Reading;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.service.Service.RunningJob;
import io.conttune.controller.service.report.LoopListener;
import io.conttune.controller.service.report.Reports;
import io.conttune.controller.store.JdbcStore;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescaleTimes;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs are added, changed and removed while others are served. Their cluster does not answer. */
final class JobRosterTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final StopSignal stop = new StopSignal();
  private final JdbcStore store = JdbcStore.open("jdbc:h2:mem:roster");
  private final JobRoster roster =
      new JobRoster(
          new StoreAccess(store, UnaryOperator.identity(), "test:1", Duration.ofSeconds(15)),
          new RescaleIds(new SecureRandom()),
          new Reports(events::add, List.of(this::listener)),
          SteadyClock.system(),
          stop);
  private final Set<String> refused = new HashSet<>();
  private LoopRun first;

  @BeforeEach
  void serveA() throws IOException {
    roster.begin(List.of(job("A", "")));
    first = roster.running().get(0).run();
  }

  @AfterEach
  void stop() throws InterruptedException {
    stop.endGrace();
    for (RunningJob job : roster.running()) {
      job.run().join(DEADLINE);
    }
    store.close();
  }

  @Test
  void startsALoopForAJobThatIsAddedAndLeavesTheOthersAlone() throws IOException {
    roster.take(List.of(job("A", ""), job("B", "")));

    assertThat(roster.names()).containsExactlyInAnyOrder("A", "B");
    assertThat(roster.running().get(0).run()).isSameAs(first);
    assertThat(changes()).containsExactly("added");
  }

  @Test
  void changesAJobWithinItsLoop() throws IOException {
    roster.take(List.of(job("A", "cooldown: 7s\n")));
    roster.take(List.of(job("A", "cooldown: 7s\n")));

    assertThat(roster.running()).hasSize(1);
    assertThat(roster.running().get(0).run()).isSameAs(first);
    assertThat(changes()).containsExactly("changed");
  }

  @Test
  void endsTheLoopOfAJobThatIsRemovedAndStartsItAgainLater() throws Exception {
    roster.take(List.of(job("B", "")));
    first.join(DEADLINE);
    roster.take(List.of(job("A", ""), job("B", "")));

    assertThat(first.isAlive()).isFalse();
    assertThat(roster.names()).containsExactlyInAnyOrder("A", "B");
    assertThat(changes()).containsExactly("removed", "added", "added");
  }

  @Test
  void startsAJobAnewThatHasMovedToAnotherCluster() throws IOException {
    JobConfig moved = parsed("job: A\nflink: http://127.0.0.1:2\nmetrics: {poll: 200ms}\n");
    roster.take(List.of(moved));

    await()
        .atMost(DEADLINE)
        .until(
            () -> {
              roster.take(List.of(moved));
              return changes().size() == 2;
            });

    assertThat(changes()).containsExactly("moved to another cluster", "added");
    assertThat(first.isAlive()).isFalse();
  }

  @Test
  void anotherAddressOfTheSameClusterIsTakenWithinTheLoop() throws IOException {
    roster.take(
        List.of(
            parsed(
                "job: A\nflink: [http://127.0.0.1:2, http://127.0.0.1:1]\nmetrics: {poll: 200ms}\n")));

    assertThat(changes()).containsExactly("changed");
    assertThat(roster.running().get(0).loop().isRetired()).isFalse();
  }

  @Test
  void aRescaleThatKeepsItsJobDownGoesOnAtTheNewAddressOfItsCluster() throws IOException {
    RescaleEntry down = down("B");
    roster.take(List.of(job("A", ""), job("B", "")));
    RunningJob b = roster.running().get(1);
    await().atMost(DEADLINE).until(() -> b.loop().rescaleThatKeepsJobDown().isPresent());

    try (StubFlink cluster = new StubFlink()) {
      roster.take(
          List.of(
              job("A", ""),
              parsed("job: B\nflink: %s\nmetrics: {poll: 200ms}\n".formatted(cluster.uri()))));

      List<String> requests = new CopyOnWriteArrayList<>();
      await()
          .atMost(DEADLINE)
          .until(
              () -> {
                requests.addAll(cluster.takeRequests());
                return requests.contains("GET /jobs/" + down.launchedJobId());
              });
    }
    assertThat(changes()).containsExactly("added", "changed");
  }

  @Test
  void aJobThatCannotBeStartedKeepsNoOtherFromBeingStarted() throws IOException {
    refused.add("B");

    roster.take(List.of(job("A", ""), job("B", ""), job("C", "")));

    assertThat(roster.names()).containsExactlyInAnyOrder("A", "C");
    assertThat(events)
        .filteredOn(event -> event.name() == EventName.INTERNAL_ERROR)
        .extracting(event -> event.fields().get("job"))
        .containsExactly("B");
  }

  private LoopListener listener(String job, URI flink) {
    if (refused.contains(job)) {
      throw new IllegalStateException("a defect with job %s of %s".formatted(job, flink));
    }
    return news -> {};
  }

  /** A rescale has stopped the job and launched it, and the launch does not come up. */
  private RescaleEntry down(String job) {
    Instant now = Instant.now();
    RescaleEntry entry =
        RescaleEntries.planned(job, 1)
            .with(RescaleTimes.EMPTY.asked(now))
            .to(Stage.SUBMITTED, now, "the job was accepted");
    store.write(entry);
    return entry;
  }

  private List<String> changes() {
    return events.stream()
        .filter(event -> event.name() == EventName.JOB_SETTINGS_TAKEN)
        .map(event -> event.fields().get("change").toString())
        .toList();
  }

  private JobConfig job(String name, String more) throws IOException {
    return parsed(
        "job: %s\nflink: http://127.0.0.1:1\nmetrics: {poll: 200ms}\n%s".formatted(name, more));
  }

  private JobConfig parsed(String yaml) throws IOException {
    Path file = Files.writeString(directory.resolve("job.yaml"), yaml);
    return ((Reading.Valid<JobConfig>) new ConfigReader(Map.of()).job(file)).value();
  }
}
