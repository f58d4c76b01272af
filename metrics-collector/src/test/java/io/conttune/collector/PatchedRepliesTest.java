package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSighting.Seen;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Replays what a Flink 1.12.7 with our patch answered about a job of a legacy source and a count
 * with two subtasks.
 */
final class PatchedRepliesTest {
  private static final OperatorId SOURCE = new OperatorId("ca88eee0095684d687a1b6495617f957");
  private static final OperatorId COUNT = new OperatorId("b71731f1c0df9c3076c4a455334d0ad6");

  private final FakeFlink flink = new FakeFlink();

  @AfterEach
  void close() {
    flink.close();
  }

  @Test
  void readsTheUsefulTimeOfThePatchAsThatOfALaterFlink() throws Exception {
    JobSnapshot snapshot = play();

    VertexSample count = snapshot.samples().get(COUNT);
    assertThat(count.accumulated()).contains(new TaskTime(20_966, 23_557, 0));
    assertThat(count.recordsIn()).hasValue(1910);
  }

  @Test
  void readsTimesAndRecordsOfALegacySource() throws Exception {
    VertexSample source = play().samples().get(SOURCE);

    assertThat(source.accumulated()).contains(new TaskTime(169, 22_113, 0));
    assertThat(source.recordsIn()).as("what it emitted").hasValue(1914);
  }

  private JobSnapshot play() throws Exception {
    Map<String, String> metrics = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : replies().properties()) {
      String reply = each.getValue().toString();
      if (each.getKey().contains("/metrics")) {
        metrics.put(each.getKey(), reply);
      } else {
        flink.answer(each.getKey(), reply);
      }
    }
    metrics.keySet().stream()
        .filter(target -> !target.contains("?"))
        .forEach(path -> flink.answerInTurn(path, metrics.get(path), valuesOf(path, metrics)));
    FlinkRest rest = new FlinkRest(List.of(flink.uri()), Duration.ofSeconds(10));
    RestJobMonitor monitor =
        new RestJobMonitor(
            rest, new JobSelector("numbers"), MetricSource.AUTO, SteadyClock.system());
    return ((Seen) monitor.look()).snapshot();
  }

  private static String valuesOf(String path, Map<String, String> metrics) {
    return metrics.entrySet().stream()
        .filter(each -> each.getKey().startsWith(path + "?"))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static JsonNode replies() throws IOException {
    try (InputStream in =
        PatchedRepliesTest.class.getResourceAsStream("/flink-rest/patched-1.12.7.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
