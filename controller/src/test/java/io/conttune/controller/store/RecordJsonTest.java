package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.identity.SeenRunsContract;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.tuning.Candidate;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecords;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordJsonTest {
  private static final String MAXIMUM = "{\"tuner\":\"conttune\",\"largestParallelism\":8}";

  private final RecordJson json = new RecordJson();

  static Stream<Object> records() {
    return Stream.of(
        DecisionRecords.rescale("wordcount"),
        DecisionRecords.hold("wordcount", "no rate"),
        RescaleEntries.full("wordcount"),
        RescaleEntries.planned("wordcount", 1),
        RescaleEntries.inPlace("wordcount"),
        RescaleEntries.byDeployment("wordcount"),
        RescaleEntries.launching(
            "wordcount",
            new Launch.Client(
                Launches.jarWithCopy("w.jar", RescaleEntries.COPY),
                List.of("/opt/flink/lib"),
                Map.of(new OperatorId("b"), 128),
                Duration.ofMinutes(1))),
        new Candidate(
            "gp",
            OptionalInt.empty(),
            OptionalDouble.of(Double.NaN),
            OptionalDouble.of(Double.POSITIVE_INFINITY),
            "a fit that failed"),
        state(Map.of(new OperatorId("b"), 3, new OperatorId("a"), 4)),
        new TunerState.ContTune(8),
        SeenRunsContract.RUN);
  }

  @Test
  void readsARunOfAnEarlierVersionWhichKeptNeitherJarNorEnd() {
    String earlier =
        json.write(SeenRunsContract.RUN).replaceFirst(",\"jar\":\\{[^}]*},\"end\":\\{[^}]*}", "");

    SeenRun read = json.read(earlier, SeenRun.class);

    assertThat(earlier).doesNotContain("sha256", "CANCELED");
    assertThat(read.jar()).isEmpty();
    assertThat(read.end()).isEmpty();
    assertThat(read.graph()).isEqualTo(SeenRunsContract.RUN.graph());
  }

  @ParameterizedTest
  @MethodSource("records")
  void readsWhatItWrote(Object value) {
    String text = json.write(value);

    assertThat(json.read(text, value.getClass())).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("records")
  void writesOneLine(Object value) {
    assertThat(json.write(value)).doesNotContain("\n").startsWith("{").endsWith("}");
  }

  @Test
  void writesADecisionOfWhichMuchIsEmpty() {
    DecisionRecord hold = DecisionRecords.hold("wordcount", "no rate");

    assertThat(json.write(hold))
        .isEqualTo(
            """
            {"jobName":"wordcount","jobId":"job","at":"2026-03-29T01:00:00.000000001Z",\
            "outcome":"HELD","guards":[],"decision":{"decision":"hold","cause":"UNKNOWN_RATES",\
            "reason":"no rate","evidence":{"tuner":"ds2","provisioning":"NORMAL","operators":[\
            {"id":"cbc357ccb763df2852fee8c4fc7d55f2","name":"","metrics":{\
            "id":"cbc357ccb763df2852fee8c4fc7d55f2","parallelism":4,\
            "records":9223372036854775807,"inputRate":1500.5,"outputRate":0.1,"outputRates":{},\
            "time":{"busy":0.7,"idle":0.1,"backPressured":0.2},"busiest":0.8,"backlog":null},\
            "targetRate":null,"capacityWanted":null,"candidates":[{"method":"gp",\
            "parallelism":null,"mean":null,"standardDeviation":null,"note":"no observation"}],\
            "chosen":2,"why":"","carriedShare":null}],"notes":[]}},"rescaleId":null}""");
  }

  @Test
  void readsDecisionsThatAnEarlierVersionHasWritten() {
    DecisionRecord hold = DecisionRecords.hold("wordcount", "no rate");
    String earlier =
        json.write(hold)
            .replace("\"busiest\":0.8,", "")
            .replace("\"outputRates\":{},", "")
            .replaceAll(",\"carriedShare\":[^,}]*", "");

    assertThat(json.read(earlier, DecisionRecord.class).decision().evidence().operators())
        .singleElement()
        .satisfies(
            operator -> {
              assertThat(operator.metrics().busiest()).isEmpty();
              assertThat(operator.metrics().outputRates()).isEmpty();
            });
  }

  @Test
  void writesDurationsAndTimesOfARescaleAsInIso8601() {
    RescaleEntry entry = RescaleEntries.full("wordcount");

    assertThat(json.write(entry))
        .contains(
            "\"patience\":{\"start\":\"PT0.2S\",\"settle\":\"PT2M\",\"retry\":\"PT0S\",\"answerAge\":\"PT3S\"}")
        .contains("\"startedAt\":\"2026-10-25T00:30:00.123456789Z\"")
        .contains("\"runningSince\":\"2026-10-25T00:29:55.123456789Z\"");
  }

  /** Each line was written by the version before tuner states had names. */
  static Stream<Arguments> earlierTunerStates() {
    return Stream.of(
        arguments(
            "{\"largestParallelism\":16,\"phase\":\"BIG\",\"linear\":"
                + "{\"windowsSinceRescale\":0,\"agreeing\":0,\"proposal\":{},"
                + "\"targetRateRatio\":1.0}}",
            new TunerState.ContTune(16)),
        arguments(
            "{\"largestParallelism\":1,\"phase\":\"SMALL\",\"linear\":"
                + "{\"windowsSinceRescale\":3,\"agreeing\":2,\"proposal\":{\"a\":4},"
                + "\"targetRateRatio\":1.25}}",
            new TunerState.Ds2(3, 2, Map.of(new OperatorId("a"), 4), 1.25)));
  }

  @ParameterizedTest
  @MethodSource("earlierTunerStates")
  void readsTunerStatesThatAnEarlierVersionHasWritten(String earlier, TunerState state) {
    assertThat(json.read(earlier, TunerState.class)).isEqualTo(state);
  }

  @ParameterizedTest
  @MethodSource("earlierTunerStates")
  void readsEntriesWithTunerStatesThatAnEarlierVersionHasWritten(String earlier, TunerState state) {
    RescaleEntry entry = RescaleEntries.full("wordcount");
    String text = json.write(entry);
    String written = json.write(entry.plan().stateAfterwards());
    assertThat(text).contains(written);

    assertThat(json.read(text.replace(written, earlier), RescaleEntry.class).plan())
        .returns(state, RescalePlan::stateAfterwards)
        .returns(entry.plan().rescaling(), RescalePlan::rescaling);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{\"attempt\":null}", "{\"progress\":{}}"})
  void refusesWhatIsNotAnEntry(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> json.read(text, RescaleEntry.class))
        .withMessageStartingWith("not a RescaleEntry: ");
  }

  @Test
  void writesEqualRecordsAsEqualTexts() {
    Map<OperatorId, Integer> upwards = new LinkedHashMap<>();
    Map<OperatorId, Integer> downwards = new LinkedHashMap<>();
    for (int i = 10; i < 40; i++) {
      upwards.put(new OperatorId("operator-" + i), i);
      downwards.put(new OperatorId("operator-" + (49 - i)), 49 - i);
    }

    assertThat(json.write(state(upwards)))
        .isEqualTo(json.write(state(downwards)))
        .contains("\"operator-10\":10,\"operator-11\":11,\"operator-12\":12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{",
        "{}",
        MAXIMUM + "{}",
        "{\"largestParallelism\":8}",
        "{\"tuner\":\"conttune\"}",
        "{\"tuner\":\"ds3\",\"largestParallelism\":8}",
        "{\"tuner\":\"ds2\",\"largestParallelism\":8}",
        "{\"largestParallelism\":8,\"phase\":\"SMALL\"}",
        "{\"largestParallelism\":8,\"phase\":\"SMALL\",\"linear\":null}",
        "{\"largestParallelism\":8,\"phase\":\"SMALL\",\"linear\":{\"agreeing\":1}}",
        "{\"surplus\":1,\"largestParallelism\":8,\"phase\":\"SMALL\",\"linear\":{}}"
      })
  void refusesWhatIsNotATunerState(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> json.read(text, TunerState.class))
        .withMessageStartingWith("not a TunerState: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"largestParallelism\":0",
        "\"largestParallelism\":null",
        "\"largestParallelism\":8.5",
        "\"largestParallelism\":\"8\"",
        "\"largestParallelism\":8,\"largestParallelism\":8",
        "\"largestParallelism\":8,\"surplus\":1"
      })
  void refusesAValueThatATunerStateCannotHave(String largestParallelism) {
    String text = MAXIMUM.replace("\"largestParallelism\":8", largestParallelism);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> json.read(text, TunerState.class))
        .withMessageStartingWith("not a TunerState: ");
    assertThat(json.read(MAXIMUM, TunerState.class)).isEqualTo(new TunerState.ContTune(8));
  }

  @Test
  void refusesADecisionOfAnUnknownKind() {
    String text =
        json.write(DecisionRecords.hold("wordcount", "fits")).replace("\"hold\"", "\"wait\"");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> json.read(text, DecisionRecord.class))
        .withMessageContaining("wait")
        .withMessageContaining("hold, rescale");
  }

  private static TunerState state(Map<OperatorId, Integer> proposal) {
    return new TunerState.Ds2(3, 2, proposal, 1.0 / 3 + 1);
  }
}
