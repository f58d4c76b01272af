package io.conttune.benchmark.simulator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateFileTest {
  @TempDir Path directory;

  private Reading<RateTrace> read(String text) throws IOException {
    return RateFile.read(Files.writeString(directory.resolve("rates"), text));
  }

  private List<String> faults(String text) throws IOException {
    Reading<RateTrace> reading = read(text);
    assertThat(reading).isInstanceOf(Reading.Faulty.class);
    return ((Reading.Faulty<RateTrace>) reading)
        .faults().stream()
            .map(Fault::toString)
            .map(fault -> fault.replace(directory + "/", ""))
            .toList();
  }

  private RateTrace trace(String text) throws IOException {
    Reading<RateTrace> reading = read(text);
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid<RateTrace>) reading).value();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1\n2.5\n0\n1e3\n",
        "1\r\n2.5\r\n\r\n0\r\n1e3",
        "1,\n2.5,\n0,\n\"1,000\",\n",
        "1;\n2,5;\n0;\n1000;\n",
        "[1, 2.5, 0,\n 1e3]",
        " [1,2.5,0,1e3]\n"
      })
  void readsNumbersOnePerLineOrAsAnArray(String text) throws IOException {
    assertThat(trace(text))
        .isEqualTo(new RateTrace(Optional.empty(), List.of(1.0, 2.5, 0.0, 1000.0), List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "factor, FACTOR",
    "rate, RECORDS_PER_SECOND",
    "records_per_second, RECORDS_PER_SECOND",
    "Rate, RECORDS_PER_SECOND",
    "host;rate, RECORDS_PER_SECOND"
  })
  void takesTheUnitFromTheHeader(String header, LoadUnit expected) throws IOException {
    RateTrace trace = trace(header + "\n" + (header.contains(";") ? "a;4000\n" : "4000\n"));

    assertThat(trace).isEqualTo(new RateTrace(Optional.of(expected), List.of(4000.0), List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "time,rate\n0,1\n60,2\n90.5,3\n",
        "rate,time\n1,1700000000\n2,1700000060\n3,1700000090.5\n",
        "\uFEFFtime;rate\r\n2026-01-31 09:00:00;1\r\n2026-01-31 09:01;2\r\n2026-01-31 09:01:30.5;3\r\n",
        "time\trate\n2026-01-31T09:00:00Z\t1\n2026-01-31T10:01:00+01:00\t2\n2026-01-31T09:01:30.500Z\t3\n"
      })
  void readsTimesThatAreUnequal(String text) throws IOException {
    assertThat(trace(text).holds())
        .containsExactly(
            Duration.ofSeconds(60), Duration.ofMillis(30_500), Duration.ofMillis(30_500));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          noon         |rates:3:1: time: is "noon", expected seconds from 0 to 1e11, or a date and time such as 2026-01-31 09:30:00
          ''           |rates:3:1: time: is missing, expected seconds from 0 to 1e11, or a date and time such as 2026-01-31 09:30:00
          1764180000000|rates:3:1: time: is 1764180000000, expected seconds from 0 to 1e11, or a date and time such as 2026-01-31 09:30:00
          60           |rates:3:1: time: is 60, expected at least a second after the row above
          60.9         |rates:3:1: time: is 60.9, expected at least a second after the row above
          5            |rates:3:1: time: is 5, expected at least a second after the row above
          """)
  void tellsTimesThatAreWrong(String time, String expected) throws IOException {
    assertThat(faults("time,rate\n60,1\n" + time + ",2\n")).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'time,load'    |is no header
          'time'         |is no header
          '60,2'         |is no header
          'factor,rate'  |has several columns of rates
          """)
  void tellsOnceWhatIsWrongWithTheHeader(String header, String problem) throws IOException {
    assertThat(faults(header + "\n" + "1,2\n".repeat(120)))
        .containsExactly(
            "rates:1:1: %s, expected one column factor, rate or records_per_second, and time if the"
                    .formatted(problem)
                + " steps are unequal");
  }

  @Test
  void tellsOneCauseOnce() throws IOException {
    assertThat(faults("1 req/s\n".repeat(121)))
        .containsExactly(
            "rates:1:1: is \"1 req/s\", which is no number, expected a number from 0 to 1e15;"
                + " the same at 2:1, 3:1 and 118 more");
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
        .containsExactly(
            "rates: has no rate, expected a CSV with the header time,records_per_second or"
                + " time,factor, numbers, one per line, or a JSON array of numbers");
  }
}
