package io.conttune.benchmark.jobs;

import io.conttune.benchmark.jobs.ledger.Result;
import io.conttune.benchmark.jobs.ledger.TotalsSink;
import io.conttune.benchmark.jobs.source.RecordContent;
import io.conttune.benchmark.jobs.source.ScheduledSource;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Puts a query together so that each of its operators is a job vertex with an id and a parallelism
 * of its own.
 */
public final class Assembly {
  private final StreamExecutionEnvironment environment;
  private final JobArguments arguments;

  private Assembly(StreamExecutionEnvironment environment, JobArguments arguments) {
    this.environment = environment;
    this.arguments = arguments;
  }

  /** Adds the query and its sink to the environment. */
  public static void of(
      Query query, JobArguments arguments, StreamExecutionEnvironment environment) {
    environment.setMaxParallelism(arguments.maxParallelism());
    SingleOutputStreamOperator<Result> results =
        query
            .assemble(new Assembly(environment, arguments))
            .returns(TypeInformation.of(Result.class));
    results
        .sinkTo(new TotalsSink(arguments.totals()))
        .name("totals")
        .uid("totals")
        .setParallelism(results.getParallelism());
  }

  /** What the job was told. */
  public JobArguments arguments() {
    return arguments;
  }

  /** A source, whose records carry the time at which they fell due. */
  public <T> DataStream<T> source(String name, RecordContent<T> content, Class<T> type) {
    return environment
        .fromSource(
            new ScheduledSource<>(
                arguments.schedule(name), arguments.early(), content, arguments.partitions()),
            WatermarkStrategy.forMonotonousTimestamps(),
            name,
            TypeInformation.of(type))
        .uid(name)
        .setParallelism(arguments.parallelism(name));
  }

  /** What a record costs in an operator. */
  public RecordCost cost(String operator) {
    return new RecordCost(arguments.cost(operator));
  }

  /** Makes a job vertex of its own of an operator; only a sink is chained to it. */
  public <T> SingleOutputStreamOperator<T> operator(
      String name, SingleOutputStreamOperator<T> operator) {
    return operator
        .name(name)
        .uid(name)
        .setParallelism(arguments.parallelism(name))
        .startNewChain();
  }
}
