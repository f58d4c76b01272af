package io.conttune.controller.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One file of many epochs, as DS2's own offline example is. */
class RatesFileTest {
  private static final String COLUMNS =
      "operator_id,operator_instance_id,total_number_of_operator_instances,epoch_timestamp,"
          + "true_processing_rate,true_output_rate,observed_processing_rate,observed_output_rate";
  private static final String ROW = "Map,1,1,7,10.0,20.0,1.0,2.0\n";
  private static final String ABOVE_ZERO = "expected a number above 0 and at most 1e300";

  @Test
  void sumsTheTrueProcessingRatesOfTheInstances() {
    assertThat(
            samples(
                """
                # a comment, as in DS2's examples
                Source: Words,1,1,50,0,109705.37,0,79940.08
                Map,1,2,60,1.5E2,9.0,4.0,9.0
                Map,2,2,61,250.0,9.0,4.0,9.0

                Map,1,2,70,300.0,9.0,4.0,9.0
                Map,2,2,71,1.0E2,9.0,4.0,9.0
                """))
        .containsExactly(new Sample(2, 400), new Sample(2, 400));
  }

  @Test
  void pairsTheRowsOfInstancesByTheirOrderWhateverTheClocksOfTheirMachines() {
    assertThat(
            samples(
                """
                Map,2,2,9000000002,2000,0,0,0
                Map,1,2,12,200,0,0,0
                Map,2,2,9000000001,1000,0,0,0
                Map,1,2,11,100,0,0,0
                """))
        .containsExactly(new Sample(2, 1100), new Sample(2, 2200));
  }

  @Test
  void keepsDeploymentsWithOtherParallelismsApartAndTheOldestFirst() {
    assertThat(
            samples(
                """
                Map,1,1,40,60,0,0,0
                Map,1,2,30,50,0,0,0
                Map,2,2,30,50,0,0,0
                Map,1,3,10,70,0,0,0
                Map,2,3,10,70,0,0,0
                Map,3,3,10,70,0,0,0
                """))
        .containsExactly(new Sample(3, 210), new Sample(2, 100), new Sample(1, 60));
  }

  @Test
  void leavesOutAnEpochThatNotAllInstancesWroteAndSaysSo() {
    OperatorHistory history =
        valid(
            """
            Map,1,2,10,50,0,0,0
            Map,2,2,10,51,0,0,0
            Map,1,2,20,60,0,0,0
            """,
            Optional.empty());

    assertThat(history.samples()).containsExactly(new Sample(2, 101));
    assertThat(history.leftOut())
        .contains(
            "r.log: left out 1 of 2 epochs of Map, not written by all instances: epoch 1 (1 of 2)");
  }

  @Test
  void namesTheFirstFewOfManyEpochsThatItLeavesOut() {
    String rows =
        IntStream.range(0, 9)
            .mapToObj("Map,1,2,%d,50,0,0,0\n"::formatted)
            .collect(Collectors.joining());

    assertThat(faults(rows, Optional.empty()))
        .containsExactly(
            "r.log: has no epoch that all instances of Map wrote: epoch 0 (1 of 2), epoch 1 (1 of"
                + " 2), epoch 2 (1 of 2), epoch 3 (1 of 2), epoch 4 (1 of 2) and 4 more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFFMap,1,1,7,10.0,20.0,1.0,2.0\r\n",
        "#\n Map , 1,1,7 , 10.0,20.0,1.0,2.0\n",
        "Map,1,1,-7,10,NaN,NaN,Infinity\n",
        "Map,1,1,7,10,-Infinity,-3.5,0\n"
      })
  void readsWhatTheInstrumentationWrites(String text) {
    assertThat(samples(text)).containsExactly(new Sample(1, 10));
  }

  @Test
  void readsANameWithCommas() {
    OperatorHistory history =
        valid(ROW + "Map, then -> Sink,1,1,7,30,0,0,0\n", Optional.of("Map, then -> Sink"));

    assertThat(history.samples()).containsExactly(new Sample(1, 30));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Map,1,1,7,NaN,20,1,2      |2:11|true_processing_rate: is NaN, expected a number above 0 and at most 1e300
          Map,1,1,7,Infinity,20,1,2 |2:11|true_processing_rate: is Infinity, expected a number above 0 and at most 1e300
          Map,1,1,7,-5.5,20,1,2     |2:11|true_processing_rate: is -5.5, expected a number above 0 and at most 1e300
          Map,1,1,7, 0.0,20,1,2     |2:12|true_processing_rate: is 0.0, expected a number above 0 and at most 1e300
          Map,1,1,7,abc,20,1,2      |2:11|true_processing_rate: is "abc", which is no number, expected a number above 0 and at most 1e300
          Map,1,1,7,,20,1,2         |2:11|true_processing_rate: is missing, expected a number above 0 and at most 1e300
          Map,1,1,7,10,x,1,2        |2:14|true_output_rate: is "x", which is no number, expected a number
          Map,1,1,7,10,20,,2        |2:17|observed_processing_rate: is missing, expected a number
          Map,1,1,7,10,20,1,2;      |2:19|observed_output_rate: is "2;", which is no number, expected a number
          Map,1,1,7.5,10,20,1,2     |2:9|epoch_timestamp: is 7.5, expected whole nanoseconds
          Map,1,1,noon,10,20,1,2    |2:9|epoch_timestamp: is "noon", which is no number, expected whole nanoseconds
          Map,0,1,7,10,20,1,2       |2:5|operator_instance_id: is 0, expected a whole number from 1 to 1
          Map,2,1,7,10,20,1,2       |2:5|operator_instance_id: is 2, expected a whole number from 1 to 1
          Map,1,0,7,10,20,1,2       |2:7|total_number_of_operator_instances: is 0, expected a whole number from 1 to 32768
          Map,1,1.5,7,10,20,1,2     |2:7|total_number_of_operator_instances: is 1.5, expected a whole number from 1 to 32768
          ' ,1,1,7,10,20,1,2'       |2:1|operator_id: is missing, expected an operator's name
          Map,1,1,7,10,20           |2:16|has 6 fields, expected 8: operator_id,operator_instance_id,total_number_of_operator_instances,epoch_timestamp,true_processing_rate,true_output_rate,observed_processing_rate,observed_output_rate
          """)
  void tellsWhereARowIsWrong(String row, String position, String message) {
    assertThat(faults("Map,1,1,3,10,20,1,2\n" + row + "\n", Optional.of("Map")))
        .containsExactly("r.log:" + position + ": " + message);
  }

  @Test
  void tellsAllFaultsAtOnceThoseOfTheOptionToo() {
    assertThat(
            faults(
                "Sink,1,1,7,10,0,0,0\nMap,1,1,7,10,0,0,0\nMap,x,1,7,y,0,0,z\nMap",
                Optional.empty()))
        .extracting(fault -> fault.substring(0, fault.indexOf(' ')))
        .containsExactly("command", "r.log:3:5:", "r.log:3:17:", "r.log:4:4:");
  }

  @Test
  void refusesARowThatIsThereTwice() {
    assertThat(faults(ROW + "Map,1,1,8,10,0,0,0\n" + ROW, Optional.empty()))
        .containsExactly(
            "r.log:3:5: operator_instance_id: is 1, which is there twice in its epoch, expected it"
                + " once");
  }

  @Test
  void readsTheOnlyOperatorThatIsNoSourceAndNamesSeveral() {
    String sink = "Sink,1,1,7,30,0,0,0\n";
    String source = "Source: Words,1,1,7,0,30,0,30\n";

    assertThat(samples(source + ROW)).containsExactly(new Sample(1, 10));
    assertThat(faults(source + sink + ROW, Optional.empty()))
        .containsExactly("command line: --operator: is missing, expected one of Map, Sink");
    assertThat(faults(source + sink + ROW, Optional.of("map")))
        .containsExactly(
            "command line: --operator: is map, expected one of Map, Sink (did you mean Map?)");
  }

  @Test
  void hasNoProcessingAbilityOfASource() {
    String source = "Source: Words,1,1,7,0,30.0,0,30.0\n";

    assertThat(faults(source + ROW, Optional.of("Source: Words")))
        .containsExactly(
            "command line: --operator: is Source: Words, a source, whose true processing rates are"
                + " 0, expected one of Map");
    assertThat(faults(source, Optional.empty()))
        .containsExactly(
            "r.log: has no operator that is no source: all true processing rates are 0");
  }

  @Test
  void takesTheRatesOfOtherOperatorsAsTheyAre() {
    String idle = "Sink,1,1,7,NaN,0,0,0\n";

    assertThat(valid(idle + ROW, Optional.of("Map")).samples()).hasSize(1);
    assertThat(faults(idle + ROW, Optional.of("Sink")))
        .containsExactly("r.log:1:12: true_processing_rate: is NaN, " + ABOVE_ZERO);
  }

  @Test
  void refusesAFileOfCommentsOnly() {
    assertThat(faults("# " + COLUMNS + "\n", Optional.empty()))
        .containsExactly("r.log:1:1: has no row, expected " + COLUMNS);
  }

  @Test
  void refusesMoreParallelismsThanASurrogateFitsInTime() {
    String rows =
        IntStream.rangeClosed(1, 501)
            .boxed()
            .flatMap(
                n ->
                    IntStream.rangeClosed(1, n)
                        .mapToObj(i -> "Map," + i + "," + n + ",7,1,0,0,0\n"))
            .collect(Collectors.joining());

    assertThat(faults(rows, Optional.empty()))
        .containsExactly("r.log: parallelism: has 501 distinct values, expected at most 500");
  }

  private static List<Sample> samples(String text) {
    OperatorHistory history = valid(text, Optional.empty());
    assertThat(history.leftOut()).isEmpty();
    return history.samples();
  }

  private static OperatorHistory valid(String text, Optional<String> operator) {
    Reading<OperatorHistory> reading = HistoryFile.parse("r.log", text, operator);
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid<OperatorHistory>) reading).value();
  }

  private static List<String> faults(String text, Optional<String> operator) {
    Reading<OperatorHistory> reading = HistoryFile.parse("r.log", text, operator);
    assertThat(reading).isInstanceOf(Reading.Faulty.class);
    return ((Reading.Faulty<OperatorHistory>) reading)
        .faults().stream().map(Fault::toString).toList();
  }
}
