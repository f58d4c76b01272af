package io.conttune.benchmark.simulator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateFileTest {
  @TempDir Path directory;

  private Reading<List<Double>> read(String text) throws IOException {
    return RateFile.read(Files.writeString(directory.resolve("rates"), text));
  }

  private List<String> faults(String text) throws IOException {
    Reading<List<Double>> reading = read(text);
    assertThat(reading).isInstanceOf(Reading.Faulty.class);
    return ((Reading.Faulty<List<Double>>) reading)
        .faults().stream()
            .map(Fault::toString)
            .map(fault -> fault.replace(directory + "/", ""))
            .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1\n2.5\n0\n1e3\n",
        "1\r\n2.5\r\n\r\n0\r\n1e3",
        "[1, 2.5, 0,\n 1e3]",
        " [1,2.5,0,1e3]\n"
      })
  void readsNumbersOnePerLineOrAsAnArray(String text) throws IOException {
    assertThat(read(text)).isEqualTo(new Reading.Valid<>(List.of(1.0, 2.5, 0.0, 1000.0)));
  }

  @Test
  void tellsEveryLineThatIsWrong() throws IOException {
    assertThat(faults("1\n  x\n-3\nNaN\n"))
        .containsExactly(
            "rates:2:3: is \"x\", which is no number, expected a number from 0 to 1e15",
            "rates:3:1: is -3, expected a number from 0 to 1e15",
            "rates:4:1: is NaN, expected a number from 0 to 1e15");
  }

  @Test
  void tellsEveryElementThatIsWrong() throws IOException {
    assertThat(faults("[1, \"x\",\n -3, [4], null]"))
        .containsExactly(
            "rates:1:5: is x, expected a number from 0 to 1e15",
            "rates:2:2: is -3, expected a number from 0 to 1e15",
            "rates:2:6: is [, expected a number from 0 to 1e15",
            "rates:2:11: is null, expected a number from 0 to 1e15");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, 2", "[1 2]", "[1] 2"})
  void saysWhereAnArrayBreaks(String text) throws IOException {
    assertThat(faults(text)).singleElement().asString().matches("rates:1:\\d: .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "[]"})
  void needsARate(String text) throws IOException {
    assertThat(faults(text))
        .containsExactly("rates: has no rate, expected numbers, one per line or as a JSON array");
  }
}
