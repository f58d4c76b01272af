package io.conttune.collector;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorId;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePartitionsTest {
  private static final OperatorId SOURCE = new OperatorId(Recording.SOURCE);

  private final SourcePartitions partitions = new SourcePartitions();

  @ParameterizedTest
  @ValueSource(strings = {"1.20.5", "2.2.1"})
  void countsThePartitionsThatARealKafkaSourceTells(String version) {
    assertThat(SourcePartitions.among(Recording.kafka(version))).hasValue(6);
  }

  @Test
  void countsEachPartitionOnceOverAllTopics() {
    Set<String> names = names("Source__orders", "orders", 6);
    names.addAll(names("Source__orders", "a_topic_partition_1", 2));
    names.add("Source__orders.KafkaSourceReader.topic.orders.partition.0.committedOffset");
    names.add("Source__orders.KafkaSourceReader.KafkaConsumer.records-lag-max");

    assertThat(SourcePartitions.among(names)).hasValue(8);
  }

  @Test
  void ofSeveralSourcesInOneVertexTheOneWithTheFewestPartitionsBoundsIt() {
    Set<String> names = names("Source__orders", "orders", 6);
    names.addAll(names("Source__rates", "rates", 3));

    assertThat(SourcePartitions.among(names)).hasValue(3);
  }

  @Test
  void aSourceThatIsNotOfKafkaTellsNone() {
    assertThat(SourcePartitions.among(Set.of("Source__src.numRecordsIn", "currentOffset")))
        .isEmpty();
  }

  @Test
  void aNumberCountsOnceTwoListsAgree() {
    partitions.listed(SOURCE, names("s", "orders", 3));
    assertThat(partitions.of(SOURCE)).isEmpty();
    partitions.listed(SOURCE, names("s", "orders", 6));
    assertThat(partitions.of(SOURCE)).isEmpty();
    partitions.listed(SOURCE, names("s", "orders", 6));
    assertThat(partitions.of(SOURCE)).hasValue(6);
    partitions.listed(SOURCE, names("s", "orders", 12));
    assertThat(partitions.of(SOURCE)).isEmpty();
  }

  @Test
  void anotherRunOfTheJobTellsThemAnew() {
    partitions.follow("first");
    partitions.listed(SOURCE, names("s", "orders", 6));
    partitions.listed(SOURCE, names("s", "orders", 6));
    partitions.follow("first");
    assertThat(partitions.of(SOURCE)).hasValue(6);

    partitions.follow("second");
    partitions.listed(SOURCE, names("s", "orders", 6));

    assertThat(partitions.of(SOURCE)).isEmpty();
  }

  private static Set<String> names(String scope, String topic, int number) {
    return IntStream.range(0, number)
        .mapToObj(
            partition ->
                "%s.KafkaSourceReader.topic.%s.partition.%d.currentOffset"
                    .formatted(scope, topic, partition))
        .collect(toSet());
  }
}
