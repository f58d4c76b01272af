package io.conttune.usefultime;

import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.CoMapFunction;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.util.Collector;

/** The functions of the test job: they wait, and keep count of how long that really took. */
final class TestFunctions {
  /** Flink makes copies of functions, so what they add up is kept with the class. */
  private static final Map<String, LongAdder> WORKED = new ConcurrentHashMap<>();

  private TestFunctions() {}

  /** Milliseconds that the operators of this task have worked by their own clock. */
  static double workedMillis(String task) {
    LongAdder nanos = WORKED.get(task);
    return nanos == null ? 0 : nanos.sum() / 1e6;
  }

  private static void work(String task, long millis) {
    long start = System.nanoTime();
    pause(millis);
    WORKED.computeIfAbsent(task, name -> new LongAdder()).add(System.nanoTime() - start);
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** A legacy source that emits records of 1 KB and sleeps in between. */
  static final class Repeating implements SourceFunction<String> {
    private static final long serialVersionUID = 1;

    private final long pauseMillis;
    private volatile boolean isCanceled;

    Repeating(long pauseMillis) {
      this.pauseMillis = pauseMillis;
    }

    @Override
    public void run(SourceContext<String> context) {
      String record = String.join("", Collections.nCopies(1000, "x"));
      while (!isCanceled) {
        synchronized (context.getCheckpointLock()) {
          context.collect(record);
        }
        pause(pauseMillis);
      }
    }

    @Override
    public void cancel() {
      isCanceled = true;
    }
  }

  /** One input, one output, so many milliseconds for each record, on behalf of a task. */
  static final class Work implements MapFunction<String, String> {
    private static final long serialVersionUID = 1;

    private final String task;
    private final long millis;

    Work(String task, long millis) {
      this.task = task;
      this.millis = millis;
    }

    @Override
    public String map(String record) {
      work(task, millis);
      return record;
    }
  }

  /** As {@link Work}, on two inputs. */
  static final class WorkOnTwo implements CoMapFunction<String, String, String> {
    private static final long serialVersionUID = 1;

    private final String task;
    private final long millis;

    WorkOnTwo(String task, long millis) {
      this.task = task;
      this.millis = millis;
    }

    @Override
    public String map1(String record) {
      work(task, millis);
      return record;
    }

    @Override
    public String map2(String record) {
      work(task, millis);
      return record;
    }
  }

  /** Ten records out of each, of which the output may not have room for all. */
  static final class TenOutOfOne implements FlatMapFunction<String, String> {
    private static final long serialVersionUID = 1;

    @Override
    public void flatMap(String record, Collector<String> out) {
      for (int i = 0; i < 10; i++) {
        out.collect(record);
      }
    }
  }

  /** Works in timers of processing time only, about half of the time. */
  static final class WorkByTimer extends KeyedProcessFunction<Integer, String, String> {
    private static final long serialVersionUID = 1;

    private final String task;
    private final long millis;
    private boolean begun;

    WorkByTimer(String task, long millis) {
      this.task = task;
      this.millis = millis;
    }

    @Override
    public void processElement(String record, Context context, Collector<String> out) {
      if (!begun) {
        setTimer(context);
        begun = true;
      }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) {
      work(task, millis);
      setTimer(context);
    }

    private void setTimer(Context context) {
      long now = context.timerService().currentProcessingTime();
      context.timerService().registerProcessingTimeTimer(now + millis);
    }
  }
}
