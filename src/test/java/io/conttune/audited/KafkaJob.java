package io.conttune.audited;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The audited job with a source of Kafka: it reads numbers, pays for each in a map that is chained
 * to the source, counts by key, and writes with transactions.
 *
 * <pre>
 * as {@link AuditedArguments}, and
 * --brokers host:port  --topic NAME  --reading-nanos 0
 * </pre>
 */
public final class KafkaJob {
  private KafkaJob() {}

  /** Run by Flink. */
  public static void main(String[] commandLine) throws Exception {
    AuditedArguments arguments = new AuditedArguments(commandLine);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.configure(Configuration.fromMap(arguments.configuration()));
    environment.setMaxParallelism(arguments.maxParallelism());
    AuditedJob.transactional(
        AuditedJob.count(
            environment
                .fromSource(source(arguments), WatermarkStrategy.noWatermarks(), "source")
                .uid("source")
                .setParallelism(arguments.source())
                .map(new Paid(arguments.number("reading-nanos")))
                .returns(TypeInformation.of(Numbered.class))
                .name("paid")
                .uid("paid")
                .setParallelism(arguments.source()),
            arguments),
        arguments);
    environment.execute(arguments.name());
  }

  private static KafkaSource<Numbered> source(AuditedArguments arguments) {
    return KafkaSource.<Numbered>builder()
        .setBootstrapServers(arguments.text("brokers"))
        .setTopics(arguments.text("topic"))
        .setGroupId(arguments.name())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setValueOnlyDeserializer(new Numbers(arguments.input().partitions()))
        .build();
  }

  /** Reads records whose value is their number within the whole input. */
  private static final class Numbers extends AbstractDeserializationSchema<Numbered> {
    private static final long serialVersionUID = 1;

    private final int partitions;

    Numbers(int partitions) {
      super(TypeInformation.of(Numbered.class));
      this.partitions = partitions;
    }

    @Override
    public Numbered deserialize(byte[] value) throws IOException {
      long number = Long.parseLong(new String(value, StandardCharsets.UTF_8));
      return new Numbered((int) (number % partitions), number / partitions, 0, 0, "");
    }
  }

  private static final class Paid implements MapFunction<Numbered, Numbered> {
    private static final long serialVersionUID = 1;

    private final Payment payment;

    Paid(long nanosPerRecord) {
      this.payment = new Payment(nanosPerRecord);
    }

    @Override
    public Numbered map(Numbered record) {
      payment.pay();
      return record;
    }
  }
}
