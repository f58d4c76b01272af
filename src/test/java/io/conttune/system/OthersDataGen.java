package io.conttune.system;

import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that is given all the records that it can take: a generator without a rate, and a sum. */
public final class OthersDataGen {
  private OthersDataGen() {}

  /** Run by Flink, with the job's name. */
  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment
        .fromSource(
            new DataGeneratorSource<>(new Same(), Long.MAX_VALUE, Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .map(new Keyed())
        .keyBy(new Key())
        .reduce(new Sum())
        .sinkTo(new DiscardingSink<>());
    environment.execute(arguments[0]);
  }

  /** The classes of this job. */
  static List<Class<?>> classes() {
    return List.of(OthersDataGen.class, Same.class, Keyed.class, Key.class, Sum.class);
  }

  private static final class Same implements GeneratorFunction<Long, Long> {
    private static final long serialVersionUID = 1;

    @Override
    public Long map(Long number) {
      return number;
    }
  }

  private static final class Keyed implements MapFunction<Long, Tuple2<Integer, Long>> {
    private static final long serialVersionUID = 1;

    @Override
    public Tuple2<Integer, Long> map(Long number) {
      return Tuple2.of((int) (number % 1000), number);
    }
  }

  private static final class Key implements KeySelector<Tuple2<Integer, Long>, Integer> {
    private static final long serialVersionUID = 1;

    @Override
    public Integer getKey(Tuple2<Integer, Long> record) {
      return record.f0;
    }
  }

  private static final class Sum implements ReduceFunction<Tuple2<Integer, Long>> {
    private static final long serialVersionUID = 1;

    @Override
    public Tuple2<Integer, Long> reduce(Tuple2<Integer, Long> one, Tuple2<Integer, Long> other) {
      return Tuple2.of(one.f0, one.f1 + other.f1);
    }
  }
}
