package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.rescale.SavepointFormat.Changelog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SavepointFormatTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"EmbeddedRocksDBStateBackend", "RocksDBStateBackend", "ForStStateBackend"})
  void isNativeOfStateOnDiskUnlessAChangelogIsOn(String backend) {
    assertThat(SavepointFormat.AUTO.of(backend, Changelog.OFF)).isEqualTo(SavepointFormat.NATIVE);
    assertThat(SavepointFormat.AUTO.of(backend, Changelog.ON)).isEqualTo(SavepointFormat.CANONICAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HashMapStateBackend", "MyOwnStateBackend", ""})
  void isCanonicalOfAnyOtherState(String backend) {
    assertThat(SavepointFormat.AUTO.of(backend, Changelog.OFF))
        .isEqualTo(SavepointFormat.CANONICAL);
  }

  @Test
  void isWhatTheUserSays() {
    assertThat(SavepointFormat.NATIVE.of("HashMapStateBackend", Changelog.ON))
        .isEqualTo(SavepointFormat.NATIVE);
    assertThat(SavepointFormat.CANONICAL.of("ForStStateBackend", Changelog.OFF))
        .isEqualTo(SavepointFormat.CANONICAL);
  }
}
