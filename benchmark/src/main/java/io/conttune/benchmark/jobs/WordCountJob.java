package io.conttune.benchmark.jobs;

import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.client.program.StreamPlanEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A word count to be tuned: source, splitter and count are one job vertex each, each with its
 * parallelism from the command line; the cost of a record follows a scalability curve in its
 * operator's own parallelism.
 *
 * <pre>
 * --parallelism.source 1  --parallelism.splitter 1  --parallelism.count 1  --max-parallelism 720
 * --cost.splitter gamma,sigma,kappa  --cost.count gamma,sigma,kappa      (required)
 * --rates r1,r2,..  --start epoch-ms  --step-duration 60s  --partitions 24  --seed 1  --keys 20000   (rates, start: required)
 * --totals directory  (required)  --name WordCount  --fail-at-parallelism.count N
 * </pre>
 */
public final class WordCountJob {

  private WordCountJob() {}

  /**
   * Submits the job.
   *
   * @throws IllegalArgumentException if an argument is wrong, naming all that are
   * @throws Exception whatever Flink throws at a submission
   */
  public static void main(String[] commandLine) throws Exception {
    WordCountArguments arguments = WordCountArguments.parse(commandLine);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    // A type that would need Kryo fails the launch instead of costing CPU unseen.
    environment.configure(Configuration.fromMap(Map.of("pipeline.generic-types", "false")));
    environment.setMaxParallelism(arguments.parallelism().most());
    count(split(source(environment, arguments), arguments), arguments);
    failIfAskedTo(environment, arguments);
    environment.execute(arguments.name());
  }

  private static DataStream<Line> source(
      StreamExecutionEnvironment environment, WordCountArguments arguments) {
    ScheduledLineSource source =
        new ScheduledLineSource(arguments.schedule(), arguments.content(), arguments.partitions());
    return environment
        .fromSource(
            source, WatermarkStrategy.noWatermarks(), "source", TypeInformation.of(Line.class))
        .uid("source")
        .setParallelism(arguments.parallelism().source());
  }

  private static DataStream<Word> split(DataStream<Line> lines, WordCountArguments arguments) {
    return lines
        .rebalance()
        .flatMap(new Splitter(arguments.costPerLine()))
        .returns(TypeInformation.of(Word.class))
        .name("splitter")
        .uid("splitter")
        .setParallelism(arguments.parallelism().splitter())
        .disableChaining();
  }

  private static void count(DataStream<Word> words, WordCountArguments arguments) {
    int parallelism = arguments.parallelism().count();
    words
        .keyBy(Word::text, Types.STRING)
        .process(new KeyedCount(arguments.costPerWord()))
        .returns(TypeInformation.of(WordCount.class))
        .name("count")
        .uid("count")
        .setParallelism(parallelism)
        .startNewChain()
        .sinkTo(new TotalsSink(arguments.totals()))
        .name("totals")
        .uid("totals")
        .setParallelism(parallelism);
  }

  /**
   * A dry run must still answer: what is to be seen is a launch that fails after all checks have
   * passed.
   */
  private static void failIfAskedTo(
      StreamExecutionEnvironment environment, WordCountArguments arguments) {
    OptionalInt failAt = arguments.failAtParallelismOfCount();
    boolean launch = !(environment instanceof StreamPlanEnvironment);
    if (launch && failAt.isPresent() && failAt.getAsInt() == arguments.parallelism().count()) {
      throw new IllegalStateException(
          "asked to fail at parallelism " + failAt.getAsInt() + " of count");
    }
  }
}
