package io.conttune.system;

import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * A job like StateMachineExample of Flink: events of a thousand addresses, a state machine for each
 * address, and an alert for an event that its state does not allow. It costs next to nothing.
 */
public final class StateMachineJob {
  private static final int ADDRESSES = 1000;

  /** Of how many events one is wrong. */
  private static final int WRONG = 1000;

  private StateMachineJob() {}

  /** The events of an address, each after the one before it. */
  public enum Kind {
    CONNECT,
    AUTHORISE,
    TRANSFER,
    CLOSE;

    /** The kind that follows; a closed connection is opened again. */
    Kind next() {
      // A switch would be compiled to a class of its own, which the jar of the job would lack.
      List<Kind> all = List.of(values());
      return all.get((all.indexOf(this) + 1) % all.size());
    }
  }

  /** Something that happened at an address. */
  public record Happening(int address, Kind kind) {}

  /** The addresses take turns; each goes through all kinds in their order, rarely a wrong one. */
  private static final class Happenings implements GeneratorFunction<Long, Happening> {
    private static final long serialVersionUID = 1;

    @Override
    public Happening map(Long number) {
      int address = (int) (number % ADDRESSES);
      List<Kind> kinds = List.of(Kind.values());
      Kind due = kinds.get((int) (number / ADDRESSES % kinds.size()));
      boolean isWrong = new Random(number).nextInt(WRONG) == 0;
      return new Happening(address, isWrong ? due.next() : due);
    }
  }

  /** Follows the state of each address. */
  private static final class StateMachine extends KeyedProcessFunction<Integer, Happening, String> {
    private static final long serialVersionUID = 1;
    private transient ValueState<Kind> last;

    @Override
    public void open(OpenContext context) {
      last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Kind.class));
    }

    @Override
    public void processElement(Happening now, Context context, Collector<String> alerts)
        throws Exception {
      Kind before = last.value();
      if (before != null && now.kind() != before.next()) {
        alerts.collect("address %d: %s after %s".formatted(now.address(), now.kind(), before));
      }
      last.update(now.kind());
    }
  }

  /** The classes of this job. */
  static List<Class<?>> classes() {
    return List.of(
        StateMachineJob.class, Kind.class, Happening.class, Happenings.class, StateMachine.class);
  }

  /** Run by Flink, with the job's name and its records per second. */
  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment
        .fromSource(
            new DataGeneratorSource<>(
                new Happenings(),
                Long.MAX_VALUE,
                RateLimiterStrategy.perSecond(Double.parseDouble(arguments[1])),
                TypeInformation.of(Happening.class)),
            WatermarkStrategy.noWatermarks(),
            "source",
            TypeInformation.of(Happening.class))
        .uid("source")
        .setParallelism(1)
        .keyBy((KeySelector<Happening, Integer>) Happening::address, Types.INT)
        .process(new StateMachine())
        .name("work")
        .uid("work")
        .setParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .name("alerts")
        .uid("alerts")
        .setParallelism(1);
    environment.execute(arguments[0]);
  }
}
