package io.conttune.system;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.JoinFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/**
 * A job like WindowJoin of Flink: grades and salaries of the same names, joined within windows of
 * two seconds. It writes in bursts, and names none of its operators.
 */
public final class OthersWindowJoin {
  private static final int NAMES = 20;
  private static final Duration WINDOW = Duration.ofSeconds(2);

  private OthersWindowJoin() {}

  /** Run by Flink, with the job's name and the records per second of each input. */
  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    double perSecond = Double.parseDouble(arguments[1]);
    input(environment, "grades", perSecond)
        .join(input(environment, "salaries", perSecond))
        .where(new Name())
        .equalTo(new Name())
        .window(TumblingEventTimeWindows.of(WINDOW))
        .apply(new Both())
        .sinkTo(new DiscardingSink<>());
    environment.execute(arguments[0]);
  }

  private static DataStream<Tuple2<Integer, Long>> input(
      StreamExecutionEnvironment environment, String name, double perSecond) {
    return environment.fromSource(
        new DataGeneratorSource<>(
            new Entry(),
            Long.MAX_VALUE,
            RateLimiterStrategy.perSecond(perSecond),
            Types.TUPLE(Types.INT, Types.LONG)),
        WatermarkStrategy.<Tuple2<Integer, Long>>forMonotonousTimestamps()
            .withTimestampAssigner(new Arrival()),
        name);
  }

  /** The classes of this job. */
  static List<Class<?>> classes() {
    return List.of(
        OthersWindowJoin.class, Entry.class, Arrival.class, Now.class, Name.class, Both.class);
  }

  private static final class Entry implements GeneratorFunction<Long, Tuple2<Integer, Long>> {
    private static final long serialVersionUID = 1;

    @Override
    public Tuple2<Integer, Long> map(Long number) {
      return Tuple2.of((int) (number % NAMES), number);
    }
  }

  private static final class Arrival implements TimestampAssignerSupplier<Tuple2<Integer, Long>> {
    private static final long serialVersionUID = 1;

    @Override
    public TimestampAssigner<Tuple2<Integer, Long>> createTimestampAssigner(Context context) {
      return new Now();
    }
  }

  private static final class Now implements TimestampAssigner<Tuple2<Integer, Long>> {
    @Override
    public long extractTimestamp(Tuple2<Integer, Long> record, long before) {
      return System.currentTimeMillis();
    }
  }

  private static final class Name implements KeySelector<Tuple2<Integer, Long>, Integer> {
    private static final long serialVersionUID = 1;

    @Override
    public Integer getKey(Tuple2<Integer, Long> record) {
      return record.f0;
    }
  }

  private static final class Both
      implements JoinFunction<Tuple2<Integer, Long>, Tuple2<Integer, Long>, Long> {
    private static final long serialVersionUID = 1;

    @Override
    public Long join(Tuple2<Integer, Long> grade, Tuple2<Integer, Long> salary) {
      return grade.f1 + salary.f1;
    }
  }
}
