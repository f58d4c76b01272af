package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.collector.FlinkVersion;
import io.conttune.controller.rescale.StubFlink;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerDelayTest {
  private static final String KEY = "jobmanager.adaptive-scheduler.";

  private final StubFlink flink = new StubFlink();

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @ParameterizedTest
  @CsvSource({"1.18.1,0", "1.19.3,30", "1.20.5,30", "2.0.2,60", "2.3.0,60"})
  void knowsTheDefaultsOfEachVersion(String version, long seconds) throws Exception {
    flink
        .answer("GET /jobmanager/config", "[]")
        .answer("GET /jobs/1/checkpoints/config", "{\"interval\":10000}");

    assertThat(delay(version)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void readsTheCooldownUnderBothNames() throws Exception {
    setting(KEY + "scaling-interval.min", "5 s");
    assertThat(delay("1.20.5")).isEqualTo(Duration.ofSeconds(5));
    assertThat(delay("2.3.0")).isEqualTo(Duration.ofSeconds(5));

    setting(KEY + "executing.cooldown-after-rescaling", "500 ms");
    assertThat(delay("2.3.0")).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void readsHowLongACheckpointIsAwaited() throws Exception {
    setting(KEY + "rescale-trigger.max-delay", "1 min");
    assertThat(delay("2.3.0")).isEqualTo(Duration.ofSeconds(90));

    setting(KEY + "rescale-trigger.max-checkpoint-failures", "4");
    flink.answer("GET /jobs/1/checkpoints/config", "{\"interval\":10000}");
    assertThat(delay("2.3.0")).isEqualTo(Duration.ofSeconds(80));
  }

  @Test
  void takesTheDefaultForAnUnreadableSettingAndForNone() throws Exception {
    assertThat(delay("1.20.5")).isEqualTo(Duration.ofSeconds(30));

    setting(KEY + "scaling-interval.min", "a while");
    assertThat(delay("1.20.5")).isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @CsvSource({
    "30 s,30000",
    "5min,300000",
    "500,500",
    "0 ms,0",
    "2 Hours,7200000",
    "PT1M,60000",
    "1d,86400000"
  })
  void readsFlinksDurations(String text, long millis) {
    assertThat(FlinkDuration.parse(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"soon", "-1 s", "3 fortnights", "PT-1M", "1.5 s"})
  void doesNotGuessDurations(String text) {
    assertThat(FlinkDuration.parse(text)).isEmpty();
  }

  private void setting(String key, String value) {
    flink.answer(
        "GET /jobmanager/config", "[{\"key\":\"%s\",\"value\":\"%s\"}]".formatted(key, value));
  }

  private Duration delay(String version) throws Exception {
    return SchedulerDelay.read(flink.client(), FlinkVersion.parse(version), "1");
  }
}
