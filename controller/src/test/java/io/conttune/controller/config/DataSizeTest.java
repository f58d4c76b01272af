package io.conttune.controller.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DataSizeTest {
  private static final Setting<DataSize> SIZE =
      Setting.required(
          "size", DataSize.type(), new DataSize(1, DataSize.Unit.KB), "one", "A size.");

  @ParameterizedTest
  @CsvSource({"64kb, 65536", "512mb, 536870912", "999999tb, 1099510528264372224"})
  void isReadAndWrittenInTheUnitThatItWasGivenIn(String text, long bytes) {
    DataSize size = SIZE.parse(text, fault -> {}).orElseThrow();

    assertThat(size.bytes()).isEqualTo(bytes);
    assertThat(size).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0mb", "12", "1.5gb", "512MB", "512 mb", "1000000kb"})
  void isRefusedInAnyOtherForm(String text) {
    List<String> faults = new ArrayList<>();

    assertThat(SIZE.parse(text, faults::add)).isEmpty();
    assertThat(faults)
        .containsExactly("is \"" + text + "\", expected a size such as 64kb, 512mb, 2gb or 1tb");
  }

  @Test
  void isToldInTheLargestUnitOfWhichItIsAtLeastOne() {
    assertThat(DataSize.text(100)).isEqualTo("0.1kb");
    assertThat(DataSize.text(1.5 * 1024 * 1024)).isEqualTo("1.5mb");
    assertThat(DataSize.text(4096.0 * 1024 * 1024 * 1024)).isEqualTo("4.0tb");
  }
}
