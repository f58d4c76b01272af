package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.core.FlinkUnavailableException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlinkVersionTest {
  @Test
  void readsReleasesAndSnapshots() {
    assertThat(FlinkVersion.parse("1.20.5")).contains(new FlinkVersion(1, 20, 5));
    assertThat(FlinkVersion.parse("2.3-SNAPSHOT")).contains(new FlinkVersion(2, 3, 0));
    assertThat(FlinkVersion.parse("1.15.4-vendor-7")).contains(new FlinkVersion(1, 15, 4));
    assertThat(FlinkVersion.parse("<unknown>")).isEmpty();
  }

  @Test
  void comparesNumbersNotTexts() {
    FlinkVersion older = new FlinkVersion(1, 9, 3);
    FlinkVersion newer = new FlinkVersion(1, 20, 0);

    assertThat(older).isLessThan(newer);
    assertThat(newer.isAtLeast(1, 16)).isTrue();
    assertThat(newer.isAtLeast(2, 0)).isFalse();
  }

  @Test
  void namesTheUrlWhenTheVersionCannotBeRead() {
    try (FakeFlink flink = new FakeFlink()) {
      flink.answer("/config", "{\"flink-version\":\"<unknown>\"}");
      FlinkRest rest = new FlinkRest(List.of(flink.uri()), Duration.ofSeconds(10));

      assertThatThrownBy(() -> FlinkVersion.of(rest))
          .isInstanceOf(FlinkUnavailableException.class)
          .hasMessageContaining("GET " + flink.uri() + "/config")
          .hasMessageContaining("flink-version");
    }
  }
}
