package io.conttune.system;

import io.conttune.benchmark.embedded.JobJar;
import io.conttune.benchmark.jobs.source.Padding;
import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.jobs.source.ScheduledSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A job of {@link TuningStudy}: a source, keyed work, a sink. Records that fall due wait until they
 * are read, and the source tells how many. What a record costs is parked, so that it takes time and
 * no CPU.
 *
 * @param name of the job; may be blank
 * @param recordsPerSecond that the source is given
 * @param start of the input; the same for every launch
 * @param reading subtasks of the source, and what a record costs in it
 * @param work subtasks of the work, and what a record costs in it
 * @param keys how many there are; each gets the same share of the records
 * @param keyGroups of the job
 */
public record StudyJob(
    String name,
    long recordsPerSecond,
    Instant start,
    Step reading,
    Step work,
    int keys,
    int keyGroups) {
  private static final Duration LENGTH = Duration.ofHours(1);

  /** The costs of a record. */
  public enum Cost {
    /** The same at any parallelism. */
    OWN,
    /** In proportion to the parallelism, as of something outside that serves one after another. */
    SHARED
  }

  /** One step of the job. */
  public record Step(int parallelism, int milliseconds, Cost cost) {}

  /** One record: its key, and what fills it up so that buffers hold little. */
  public record Item(String key, String padding) {}

  /** Of a job with steps that cost nothing. */
  static StudyJob light(String name, long recordsPerSecond) {
    Step free = new Step(1, 0, Cost.OWN);
    return new StudyJob(name, recordsPerSecond, Instant.now(), free, free, 1000, 128);
  }

  StudyJob reading(int parallelism, int milliseconds) {
    Step step = new Step(parallelism, milliseconds, Cost.OWN);
    return new StudyJob(name, recordsPerSecond, start, step, work, keys, keyGroups);
  }

  StudyJob work(int parallelism, int milliseconds, Cost cost) {
    Step step = new Step(parallelism, milliseconds, cost);
    return new StudyJob(name, recordsPerSecond, start, reading, step, keys, keyGroups);
  }

  StudyJob keys(int number, int itsKeyGroups) {
    return new StudyJob(name, recordsPerSecond, start, reading, work, number, itsKeyGroups);
  }

  /** The arguments of {@link #main}. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(name, String.valueOf(recordsPerSecond)));
    arguments.add(String.valueOf(start.toEpochMilli()));
    for (Step step : List.of(reading, work)) {
      arguments.addAll(
          List.of(
              String.valueOf(step.parallelism()),
              String.valueOf(step.milliseconds()),
              step.cost().name()));
    }
    arguments.addAll(List.of(String.valueOf(keys), String.valueOf(keyGroups)));
    return arguments;
  }

  private static StudyJob of(String... arguments) {
    return new StudyJob(
        arguments[0],
        Long.parseLong(arguments[1]),
        Instant.ofEpochMilli(Long.parseLong(arguments[2])),
        step(arguments, 3),
        step(arguments, 6),
        Integer.parseInt(arguments[9]),
        Integer.parseInt(arguments[10]));
  }

  private static Step step(String[] arguments, int first) {
    return new Step(
        Integer.parseInt(arguments[first]),
        Integer.parseInt(arguments[first + 1]),
        Cost.valueOf(arguments[first + 2]));
  }

  /** Run by Flink. */
  public static void main(String[] arguments) throws Exception {
    StudyJob job = of(arguments);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setMaxParallelism(job.keyGroups());
    DataStream<Item> items =
        environment
            .fromSource(
                job.source(),
                WatermarkStrategy.noWatermarks(),
                "source",
                TypeInformation.of(Item.class))
            .uid("source")
            .setParallelism(job.reading().parallelism())
            .map(new Paid(job.reading()))
            .name("reading")
            .uid("reading")
            .setParallelism(job.reading().parallelism());
    items
        .keyBy((KeySelector<Item, String>) Item::key, Types.STRING)
        .map(new Paid(job.work()))
        .name("work")
        .uid("work")
        .setParallelism(job.work().parallelism())
        .sinkTo(new DiscardingSink<>())
        .name("sink")
        .uid("sink")
        .setParallelism(1);
    environment.execute(job.name());
  }

  private Source<Item, ?, ?> source() {
    int number = keys;
    return new ScheduledSource<>(
        new RateSchedule(List.of(recordsPerSecond), LENGTH, start),
        (record, due) -> item((int) (record % number)),
        reading.parallelism());
  }

  private static Item item(int key) {
    return new Item(key(key), Padding.KIBIBYTE);
  }

  /** The spelling of a key, of which Flink makes its key group. */
  static String key(int number) {
    return "key-" + number;
  }

  /** Lets a record pass once it is paid for. */
  private static final class Paid extends RichMapFunction<Item, Item> {
    private static final long serialVersionUID = 1;

    /** So little that a subtask is not paid for having been idle. */
    private static final long MOST_CREDIT = Duration.ofMillis(1).toNanos();

    private final int milliseconds;
    private final boolean isShared;
    private transient long cost;
    private transient long paidUntil;

    Paid(Step step) {
      this.milliseconds = step.milliseconds();
      this.isShared = step.cost() == Cost.SHARED;
    }

    @Override
    public void open(OpenContext context) {
      int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
      cost = Duration.ofMillis(milliseconds).toNanos() * (isShared ? subtasks : 1);
    }

    /** What a late wake-up took too long is taken off the next records, but no more than a bit. */
    @Override
    public Item map(Item item) {
      long now = System.nanoTime();
      paidUntil = Math.max(paidUntil, now - MOST_CREDIT) + cost;
      while (now < paidUntil && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(paidUntil - now);
        now = System.nanoTime();
      }
      return item;
    }
  }

  /**
   * Writes a jar with this job beside those of the benchmark.
   *
   * @param others classes of other jobs
   */
  static Path writeJar(Path directory, List<Class<?>> others) throws IOException {
    Path jar = directory.resolve("study.jar");
    try (JarFile jobs = new JarFile(JobJar.writeTo(directory).toFile());
        OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      Enumeration<JarEntry> entries = jobs.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().endsWith(".class")) {
          copy(out, entry.getName(), jobs.getInputStream(entry));
        }
      }
      List<Class<?>> study =
          List.of(StudyJob.class, Cost.class, Step.class, Item.class, Paid.class);
      for (Class<?> ours : Stream.concat(study.stream(), others.stream()).toList()) {
        String name = ours.getName().replace('.', '/') + ".class";
        copy(out, name, ours.getClassLoader().getResourceAsStream(name));
      }
    }
    return jar;
  }

  private static void copy(JarOutputStream out, String name, InputStream code) throws IOException {
    try (code) {
      out.putNextEntry(new JarEntry(name));
      code.transferTo(out);
      out.closeEntry();
    }
  }
}
