package io.conttune.usefultime.jobs;

import java.util.Arrays;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.java.utils.ParameterTool;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.DiscardingSink;

/**
 * A job with one operator to be looked at, which works for so long on each record.
 *
 * <pre>
 * --kind operator | two-inputs | chain | legacy | count | nothing | legacy-nothing
 * --name N  --rates r1,r2,..  --start epoch-ms  --step seconds     the input
 * --work-micros 5000  --parallelism.work 1  --totals directory
 * --follows true                                the count has the parallelism of the job
 * </pre>
 */
public final class UsefulTimeJob {
  private static final long KEYS = 20_000;
  private static final int MAX_PARALLELISM = 720;

  private final StreamExecutionEnvironment environment =
      StreamExecutionEnvironment.getExecutionEnvironment();
  private final ParameterTool arguments;
  private final Schedule schedule;
  private final long workNanos;

  private UsefulTimeJob(ParameterTool arguments) {
    this.arguments = arguments;
    this.schedule =
        new Schedule(
            arguments.getLong("start"),
            arguments.getDouble("step"),
            Arrays.stream(arguments.getRequired("rates").split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray());
    this.workNanos = arguments.getLong("work-micros", 0) * 1000;
  }

  /** Submits the job. */
  public static void main(String[] commandLine) throws Exception {
    new UsefulTimeJob(ParameterTool.fromArgs(commandLine)).submit();
  }

  private void submit() throws Exception {
    if (!arguments.getBoolean("follows", false)) {
      environment.setParallelism(1);
    }
    environment.setMaxParallelism(MAX_PARALLELISM);
    String kind = arguments.getRequired("kind");
    switch (kind) {
      case "operator" -> discard(work(numbers("numbers").rebalance(), workNanos).startNewChain());
      case "two-inputs" -> discard(onTwoInputs());
      case "chain" -> discard(chained());
      case "legacy" -> discard(work(legacyNumbers(workNanos / 5), workNanos - workNanos / 5));
      case "count" -> count();
      case "nothing" -> discard(work(range().rebalance(), 0).startNewChain());
      case "legacy-nothing" -> discard(work(legacyRange().rebalance(), 0).startNewChain());
      default -> throw new IllegalArgumentException("--kind: expected a known one, got " + kind);
    }
    environment.execute(arguments.getRequired("name"));
  }

  private DataStream<Long> numbers(String name) {
    return environment
        .fromSource(new ScheduledNumbers(schedule), WatermarkStrategy.noWatermarks(), name)
        .uid(name);
  }

  private DataStream<Long> legacyNumbers(long computeNanos) {
    return environment
        .addSource(new LegacyNumbers(schedule, computeNanos))
        .returns(Long.class)
        .name("numbers")
        .uid("numbers");
  }

  private DataStream<Long> range() {
    return environment.fromSource(
        new NumberSequenceSource(0, schedule.records() - 1),
        WatermarkStrategy.noWatermarks(),
        "range");
  }

  private DataStream<Long> legacyRange() {
    return environment
        .addSource(new Range(schedule.records()))
        .returns(Long.class)
        .name("legacy range");
  }

  private static SingleOutputStreamOperator<Long> work(DataStream<Long> numbers, long nanos) {
    return numbers.map(new WorkFunction(new Work(nanos))).returns(Long.class).name("work");
  }

  private SingleOutputStreamOperator<Long> onTwoInputs() {
    return numbers("left")
        .connect(numbers("right"))
        .map(new WorkFunction(new Work(workNanos)))
        .returns(Long.class)
        .name("work");
  }

  private SingleOutputStreamOperator<Long> chained() {
    long first = workNanos / 2;
    DataStream<Long> half = work(numbers("numbers").rebalance(), first).startNewChain();
    return work(half, workNanos - first).name("more work");
  }

  /**
   * From a legacy source: at a stop with a savepoint Flink 1.12 lets one of the new kind end event
   * time, as if its input had ended.
   */
  private void count() {
    int parallelism =
        arguments.getBoolean("follows", false)
            ? ExecutionConfig.PARALLELISM_DEFAULT
            : arguments.getInt("parallelism.work");
    legacyNumbers(0)
        .keyBy(number -> number % KEYS)
        .process(new Count(new Work(workNanos)))
        .name("count")
        .uid("count")
        .setParallelism(parallelism)
        .addSink(new TotalsSink(arguments.getRequired("totals")))
        .name("totals")
        .uid("totals")
        .setParallelism(parallelism);
  }

  private static void discard(DataStream<Long> numbers) {
    numbers.addSink(new DiscardingSink<>()).name("discard");
  }
}
