package io.conttune.usefultime;

import io.conttune.usefultime.TestFunctions.Repeating;
import io.conttune.usefultime.TestFunctions.TenOutOfOne;
import io.conttune.usefultime.TestFunctions.Work;
import io.conttune.usefultime.TestFunctions.WorkByTimer;
import io.conttune.usefultime.TestFunctions.WorkOnTwo;
import java.util.List;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.DiscardingSink;

/** One job with a task of each kind, in pipelines that have nothing to do with one another. */
final class TaskKinds {
  static final String HALF_LOADED_SOURCE = "Source: half";
  static final String HALF_LOADED = "half-loaded";
  static final String BEFORE_SATURATED = "Source: full";
  static final String SATURATED = "saturated";
  static final String TEN_OUT_OF_ONE = "ten-out-of-one";
  static final String TWO_INPUTS = "two-inputs";
  static final String CHAIN = "first -> second -> Sink: of-chain";
  static final String CHAINED_SOURCE = "Source: chained -> work -> Sink: of-source";
  static final String TIMERS = "timers";

  private TaskKinds() {}

  static List<String> names() {
    return List.of(
        HALF_LOADED_SOURCE,
        HALF_LOADED,
        BEFORE_SATURATED,
        SATURATED,
        TEN_OUT_OF_ONE,
        TWO_INPUTS,
        CHAIN,
        CHAINED_SOURCE,
        TIMERS);
  }

  static JobGraph job() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    worked(source(env, "half", 10), HALF_LOADED);
    worked(source(env, "full", 0), SATURATED);
    worked(alone(source(env, "one", 0).flatMap(new TenOutOfOne()), TEN_OUT_OF_ONE), "after-ten");
    ends(
        alone(
            source(env, "left", 20)
                .connect(source(env, "right", 20))
                .map(new WorkOnTwo(TWO_INPUTS, 5)),
            TWO_INPUTS),
        "of-two");
    ends(
        source(env, "of-chain", 10)
            .map(new Work(CHAIN, 2))
            .name("first")
            .startNewChain()
            .map(new Work(CHAIN, 3))
            .name("second"),
        "of-chain");
    ends(source(env, "chained", 5).map(new Work(CHAINED_SOURCE, 5)).name("work"), "of-source");
    ends(
        alone(
            source(env, "of-timers", 500)
                .keyBy(String::length)
                .process(new WorkByTimer(TIMERS, 20)),
            TIMERS),
        "of-timers");
    return env.getStreamGraph().getJobGraph();
  }

  private static void worked(SingleOutputStreamOperator<String> input, String name) {
    ends(alone(input.map(new Work(name, 5)), name), "of-" + name);
  }

  private static SingleOutputStreamOperator<String> alone(
      SingleOutputStreamOperator<String> operator, String name) {
    return operator.name(name).disableChaining();
  }

  private static SingleOutputStreamOperator<String> source(
      StreamExecutionEnvironment env, String name, long pauseMillis) {
    return env.addSource(new Repeating(pauseMillis)).name(name);
  }

  private static void ends(SingleOutputStreamOperator<String> stream, String name) {
    stream.addSink(new DiscardingSink<>()).name(name);
  }
}
