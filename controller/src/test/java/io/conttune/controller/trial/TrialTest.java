package io.conttune.controller.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.api.document.JobDocument;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialTest {
  private static final Duration LENGTH = Duration.ofMinutes(3);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final StubFlink flink = new StubFlink();

  @AfterEach
  void stop() {
    flink.close();
  }

  private URI url() {
    return URI.create(flink.client().baseUrls().get(0));
  }

  private Trial trial(String... jobs) throws FlinkUnavailableException {
    flink.answer("GET /jobs/overview", "{\"jobs\":[" + String.join(",", jobs) + "]}");
    return Trial.of(url(), LENGTH, clock);
  }

  private static String job(String id, String name, String state) {
    return "{\"jid\":\"%s\",\"name\":\"%s\",\"state\":\"%s\",\"start-time\":1}"
        .formatted(id, name, state);
  }

  @Test
  void watchesEachRunningJobAndAsksOnly() throws Exception {
    Trial trial =
        trial(
            job("a1", "Words", "RUNNING"),
            job("b1", "Bids", "RUNNING"),
            job("c1", "Old", "FAILED"));

    trial.step();

    assertThat(trial.documents())
        .extracting(document -> document.state().job())
        .containsExactly("Words", "Bids");
    assertThat(flink.takeRequests()).isNotEmpty().allMatch(request -> request.startsWith("GET "));
  }

  @Test
  void jobsThatANameDoesNotTellApartAreFoundByTheirIds() throws Exception {
    Trial trial =
        trial(job("a1", "Same", "RUNNING"), job("a2", "Same", "RUNNING"), job("b1", "", "RUNNING"));

    assertThat(trial.configs()).extracting(JobConfig::job).containsExactly("a1", "a2", "b1");
  }

  @Test
  void watchesTheOthersBesideAnEntryThatCannotBeRead() throws Exception {
    Trial trial = trial("{\"jid\":\"a1\",\"name\":\"Odd\"}", job("b1", "Words", "RUNNING"));

    assertThat(trial.configs()).extracting(JobConfig::job).containsExactly("Words");
  }

  @Test
  void aJobThatCannotBeMeasuredTellsWhy() throws Exception {
    Trial trial = trial(job("a1", "Words", "RUNNING"));

    trial.step();

    JobDocument words = trial.documents().get(0);
    assertThat(trial.isDecided()).isFalse();
    assertThat(String.join("\n", TrialText.of(words, List.of())))
        .startsWith("Words: unreachable, ")
        .contains("nothing was decided: ", "a longer --for may help");
  }

  @Test
  void aClusterThatDoesNotAnswerIsToldAtOnce() {
    URI gone = url();
    flink.close();

    assertThatThrownBy(() -> Trial.of(gone, LENGTH, clock))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining(gone.toString());
  }

  @ParameterizedTest
  @CsvSource({"PT3M, PT1M, PT5S", "PT30S, PT10S, PT1.666666666S", "PT2S, PT2S, PT0.333333333S"})
  void theMeasurementFitsIntoTheTime(Duration length, Duration window, Duration poll) {
    TrialPace pace = new TrialPace(length);

    assertThat(pace.metrics().window()).isEqualTo(window);
    assertThat(pace.metrics().poll()).isEqualTo(poll);
  }
}
