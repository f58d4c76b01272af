package io.conttune.audited;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.client.program.StreamPlanEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Source, keyed count, and two sinks in the count's job vertex; {@link AuditedArguments} names the
 * options. Some of them spoil the launch at one parallelism, in ways that a dry run does not show.
 */
public final class AuditedJob {
  private AuditedJob() {}

  /** Run by Flink. */
  public static void main(String[] commandLine) throws Exception {
    AuditedArguments arguments = new AuditedArguments(commandLine);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    boolean launch = !(environment instanceof StreamPlanEnvironment);
    environment.configure(Configuration.fromMap(arguments.configuration()));
    environment.setMaxParallelism(arguments.maxParallelism());
    DataStream<Numbered> counted = count(source(environment, arguments), arguments);
    transactional(counted, arguments);
    plain(counted, arguments);
    if (launch && arguments.fails()) {
      throw new IllegalStateException("asked to fail at parallelism " + arguments.count());
    }
    environment.execute(arguments.name());
  }

  static DataStream<Numbered> source(
      StreamExecutionEnvironment environment, AuditedArguments arguments) {
    return environment
        .fromSource(
            new NumberedSource(arguments.input()),
            WatermarkStrategy.noWatermarks(),
            "source",
            TypeInformation.of(Numbered.class))
        .uid("source")
        .setParallelism(arguments.source());
  }

  static DataStream<Numbered> count(DataStream<Numbered> records, AuditedArguments arguments) {
    int keys = arguments.keys();
    return records
        .keyBy(record -> (int) (record.index() % keys), Types.INT)
        .process(
            new KeyedTally(
                arguments.directory().resolve("tally"),
                arguments.costNanos(),
                arguments.input().partitions()))
        .returns(TypeInformation.of(Numbered.class))
        .name("count")
        .uid("count")
        .setParallelism(arguments.countForFlink());
  }

  static void transactional(DataStream<Numbered> records, AuditedArguments arguments) {
    records
        .sinkTo(new TransactionalSink(arguments.directory().resolve("transactional")))
        .name("transactional")
        .uid(arguments.uidOfTransactional())
        .setParallelism(arguments.countForFlink());
  }

  private static void plain(DataStream<Numbered> records, AuditedArguments arguments) {
    records
        .sinkTo(new PlainSink(arguments.directory().resolve("plain")))
        .name("plain")
        .uid("plain")
        .setParallelism(arguments.countForFlink());
  }
}
