package io.conttune.controller.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryFileTest {
  /** Hours where the time grows with the square of the size; long enough for a busy machine. */
  private static final Duration AT_ONCE = Duration.ofSeconds(60);

  /** Far below the size that is read; the square of it would take minutes. */
  private static final int LARGE = 2_000_000;

  private static final String HEADER = "parallelism,processing_ability\n";

  @TempDir private Path directory;

  @Test
  void aFileThatIsTooLargeIsNotRead() throws IOException {
    Path file = Files.writeString(directory.resolve("h.csv"), HEADER + "1,1\n".repeat(2_500_000));

    Reading<OperatorHistory> reading = HistoryFile.read(file, Optional.empty());

    assertThat(reading)
        .isEqualTo(
            new Reading.Faulty<>(
                List.of(
                    Fault.ofFile(
                        file.toString(),
                        "",
                        "is larger than 10000000 bytes, expected a smaller file"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\n", "1,x\n", ",", "x", "\"", "a,1,1,1,1,x,1,1,1,1\n", "#\n"})
  void aFileOfSomethingElseIsRefusedAtOnceAndInFewLines(String part) throws IOException {
    String text = part.repeat(LARGE / part.length());
    Path plain = Files.writeString(directory.resolve("plain.csv"), text);
    Path headed = Files.writeString(directory.resolve("headed.csv"), HEADER + text);

    for (Path file : List.of(plain, headed)) {
      List<String> lines =
          assertTimeoutPreemptively(
              AT_ONCE, () -> Fault.lines(faultsOf(HistoryFile.read(file, Optional.empty()))));
      assertThat(lines).isNotEmpty().hasSizeLessThanOrEqualTo(101);
      assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThan(1000));
    }
  }

  private static List<Fault> faultsOf(Reading<OperatorHistory> reading) {
    assertThat(reading).isInstanceOf(Reading.Faulty.class);
    return ((Reading.Faulty<OperatorHistory>) reading).faults();
  }

  @Test
  void readsRowsInTheirOrder() {
    assertThat(valid(HEADER + "4,1e6\n1,.5\n4,+2500000.\n"))
        .containsExactly(new Sample(4, 1e6), new Sample(1, 0.5), new Sample(4, 2.5e6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "parallelism,processing_ability\r\n2,10\r\n",
        "\uFEFFparallelism,processing_ability\n2,10",
        "processing_ability,parallelism\n10,2\n",
        "at,parallelism,processing_ability\nnoon,2,10\n",
        "\"parallelism\",\"processing_ability\"\n\"2\",\"10\"\n",
        "\n parallelism , processing_ability\n\n  2 , 10 \n\n",
        "parallelism;processing_ability\r\n2;10\r\n",
        "parallelism\tprocessing_ability\n2\t10\n",
        "\uFEFF\"parallelism\";\"processing_ability\"\r\n\"2\";\"10\"\r\n;\r\n",
        "note;parallelism;processing_ability\n\"a \"\"b\"\";\nc\";2;10\n",
        "parallelism,processing_ability,\n2,10,\n,,\n"
      })
  void readsWhatSpreadsheetsWrite(String text) {
    assertThat(valid(text)).containsExactly(new Sample(2, 10));
  }

  /** In each file the first number alone would be unclear. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          ,  |'"1,234"'     |'"12"'            |1234
          ,  |'"1,234"'     |'"12,5"'          |1.234
          ,  |'"1,234,567"' |'"12"'            |1234567
          ,  |'"1,234.5"'   |'"12"'            |1234.5
          ,  |1.234         |12                |1.234
          ,  |"1 234 567"   |12                |1234567
          ;  |1,234         |12,5              |1.234
          ;  |1,234         |12.5              |1234
          ;  |1.234         |12,5              |1234
          ;  |1.234         |1.234.567         |1234
          ;  |1.234         |12.5              |1.234
          ;  |1.234,5       |12                |1234.5
          ;  |0,234         |12                |0.234
          ;  |1234,567      |12                |1234.567
          ;  |-             |12                |12
          TAB|1,234         |1,234,567         |1234
          TAB|1'234'567.5   |12                |1234567.5
          TAB|1,5e3         |12                |1500
          """)
  void readsNumbersAsSpreadsheetsWriteThem(
      String separator, String first, String second, double expected) {
    String between = separator.replace("TAB", "\t");
    String rows =
        "2" + between + (first == null ? second : first) + "\n3" + between + second + "\n";

    List<Sample> samples = valid("parallelism" + between + "processing_ability\n" + rows);

    assertThat(samples.get(0)).isEqualTo(new Sample(2, expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,234", "1.234"})
  void refusesANumberOfWhichNothingTellsThousandsFromDecimals(String number) {
    assertThat(faults("parallelism;processing_ability\n1;" + number + "\n2;" + number + "\n"))
        .containsExactly(
            "h.csv:2:3: processing_ability: is %s, where nothing tells thousands from decimals;"
                    .formatted(number)
                + " expected it without a mark between thousands, with a point before decimals",
            "h.csv:3:3: processing_ability: is %s, where nothing tells thousands from decimals;"
                    .formatted(number)
                + " expected it without a mark between thousands, with a point before decimals");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '4,"1,234 rec/s"'|2:3|processing_ability: is "1,234 rec/s", which is no number, expected a number above 0 and at most 1e300; the same at 3:3, 4:3 and 117 more
          4,1,234          |2:5|has 3 fields, expected 2 as in the header; the same at 3:5, 4:5 and 117 more
          4,               |2:3|processing_ability: is missing, expected a number above 0 and at most 1e300; the same at 3:3, 4:3 and 117 more
          """)
  void tellsOneCauseOnce(String row, String position, String message) {
    assertThat(faults(HEADER + (row + "\n").repeat(120)))
        .containsExactly("h.csv:" + position + ": " + message);
  }

  @Test
  void tellsThatTheFileIsSeparatedByWhatNobodySeparatesBy() {
    assertThat(faults("parallelism|processing_ability\n" + "1|10\n".repeat(120)))
        .containsExactly("h.csv:1:1: is no header, expected parallelism,processing_ability");
  }

  @ParameterizedTest
  @CsvSource({"'1,\"10',2:3", "'1,\"10\"x',2:3"})
  void tellsWhereAQuoteIsNotClosed(String row, String position) {
    assertThat(faults(HEADER + row + "\n2,20\n"))
        .singleElement()
        .asString()
        .startsWith("h.csv:" + position + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2,abc     |2:3|processing_ability: is "abc", which is no number, expected a number above 0 and at most 1e300
          2,NaN     |2:3|processing_ability: is NaN, expected a number above 0 and at most 1e300
          2,infinity|2:3|processing_ability: is infinity, expected a number above 0 and at most 1e300
          2,-Inf    |2:3|processing_ability: is -Inf, expected a number above 0 and at most 1e300
          2,1e400   |2:3|processing_ability: is 1e400, expected a number above 0 and at most 1e300
          2,0       |2:3|processing_ability: is 0, expected a number above 0 and at most 1e300
          2,1e-400  |2:3|processing_ability: is 1e-400, expected a number above 0 and at most 1e300
          2,  -7    |2:5|processing_ability: is -7, expected a number above 0 and at most 1e300
          2,0x10    |2:3|processing_ability: is "0x10", which is no number, expected a number above 0 and at most 1e300
          2,10d     |2:3|processing_ability: is "10d", which is no number, expected a number above 0 and at most 1e300
          2,        |2:3|processing_ability: is missing, expected a number above 0 and at most 1e300
          2         |2:2|processing_ability: is missing, expected a number above 0 and at most 1e300
          2.5,10    |2:1|parallelism: is 2.5, expected a whole number from 1 to 32768
          4.0,10    |2:1|parallelism: is 4.0, expected a whole number from 1 to 32768
          0,10      |2:1|parallelism: is 0, expected a whole number from 1 to 32768
          -3,10     |2:1|parallelism: is -3, expected a whole number from 1 to 32768
          99999,10  |2:1|parallelism: is 99999, expected a whole number from 1 to 32768
          NaN,10    |2:1|parallelism: is NaN, expected a whole number from 1 to 32768
          two,10    |2:1|parallelism: is "two", which is no number, expected a whole number from 1 to 32768
          ' ,10'    |2:2|parallelism: is missing, expected a whole number from 1 to 32768
          2,10,5    |2:6|has 3 fields, expected 2 as in the header
          """)
  void tellsWhereARowIsWrong(String row, String position, String message) {
    assertThat(faults(HEADER + row + "\n")).containsExactly("h.csv:" + position + ": " + message);
  }

  @Test
  void tellsAllFaultsAtOnceInTheirOrder() {
    assertThat(faults(HEADER + "x,NaN\n1,10\n\n1.5,-2\n2\n"))
        .extracting(fault -> fault.substring(0, fault.indexOf(' ')))
        .containsExactly("h.csv:2:1:", "h.csv:2:3:", "h.csv:5:1:", "h.csv:5:5:", "h.csv:6:2:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \r\n \n", "\uFEFF"})
  void refusesAnEmptyFile(String text) {
    assertThat(faults(text))
        .containsExactly("h.csv:1:1: is empty, expected the header parallelism,processing_ability");
  }

  @Test
  void refusesAFileWithoutRows() {
    assertThat(faults(HEADER))
        .containsExactly("h.csv:1:31: has no row, expected at least one below the header");
  }

  @Test
  void namesTheMissingColumn() {
    assertThat(faults("parallelism,ability\n1,10\nx,20\n"))
        .containsExactly(
            "h.csv:1:1: processing_ability: is missing, expected the header"
                + " parallelism,processing_ability");
  }

  @Test
  void namesTheHeaderThatIsMissing() {
    assertThat(faults("1,10\n2,20\n"))
        .containsExactly("h.csv:1:1: is no header, expected parallelism,processing_ability");
  }

  @Test
  void refusesAColumnThatIsThereTwice() {
    assertThat(faults("parallelism,processing_ability,parallelism\n1,2,3\n"))
        .containsExactly("h.csv:1:32: parallelism: is there twice, expected it once");
  }

  @Test
  void refusesMoreParallelismsThanASurrogateFitsInTime() {
    String rows =
        IntStream.rangeClosed(1, 501).mapToObj(p -> p + ",1\n").collect(Collectors.joining());

    assertThat(faults(HEADER + rows))
        .containsExactly("h.csv:1:1: parallelism: has 501 distinct values, expected at most 500");
  }

  @Test
  void namesAFileThatIsNotThereOrIsNoText() throws IOException {
    Path absent = directory.resolve("absent.csv");
    Path binary = Files.write(directory.resolve("binary.csv"), new byte[] {(byte) 0xff, 1});

    assertThat(texts(read(absent))).containsExactly(absent + ": there is no such file");
    assertThat(texts(read(binary))).containsExactly(binary + ": is not UTF-8 text");
  }

  @Test
  void refusesToPickAnOperatorOfAFileThatHasOne() {
    assertThat(texts(HistoryFile.parse("h.csv", HEADER + "x,10\n", Optional.of("Mapper"))))
        .containsExactly(
            "command line: --operator: is Mapper, but h.csv has one operator without a name,"
                + " expected no such option",
            "h.csv:2:1: parallelism: is \"x\", which is no number, expected a whole number from 1"
                + " to 32768");
  }

  private static List<Sample> valid(String text) {
    Reading<OperatorHistory> reading = HistoryFile.parse("h.csv", text, Optional.empty());
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid<OperatorHistory>) reading).value().samples();
  }

  private static Reading<OperatorHistory> read(Path path) {
    return HistoryFile.read(path, Optional.empty());
  }

  private static List<String> faults(String text) {
    return texts(HistoryFile.parse("h.csv", text, Optional.empty()));
  }

  private static List<String> texts(Reading<OperatorHistory> reading) {
    assertThat(reading).isInstanceOf(Reading.Faulty.class);
    return ((Reading.Faulty<OperatorHistory>) reading)
        .faults().stream().map(Fault::toString).toList();
  }
}
