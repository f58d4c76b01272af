package io.conttune.benchmark.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * What {@link WordCountJob} is told on its command line.
 *
 * @param parallelism of each operator
 * @param costPerLine the splitter's processing ability, in lines per second
 * @param costPerWord the count's processing ability, in words per second
 * @param schedule of the input
 * @param content of the input
 * @param partitions of the input, at least the source's parallelism
 * @param totals the directory for what was counted
 * @param name of the job
 * @param failAtParallelismOfCount the parallelism of the count at which a launch fails, for tests
 *     of a roll-back
 */
record WordCountArguments(
    Parallelism parallelism,
    UslCurve costPerLine,
    UslCurve costPerWord,
    RateSchedule schedule,
    LineContent content,
    int partitions,
    Path totals,
    String name,
    OptionalInt failAtParallelismOfCount) {

  /**
   * The default number of key groups: of those tried, the one that spreads the 20 000 default words
   * best. The busiest subtask has at most 4 % more than the mean at every parallelism up to 16, and
   * 8 % up to 32 (Flink's own default of 128: 10 % and 25 %).
   */
  static final int MAX_PARALLELISM = 720;

  static final int KEYS = 20_000;

  private static final int FLINKS_MAX_PARALLELISM = 1 << 15;
  private static final UslCurve NO_CURVE = new UslCurve(1, 0, 0);

  /** Subtasks of each operator, and the key groups that bound them. */
  record Parallelism(int source, int splitter, int count, int most) {}

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException naming every wrong, missing and unknown argument
   */
  static WordCountArguments parse(String... commandLine) {
    ArgumentReader reader = new ArgumentReader(commandLine);
    Parallelism parallelism = parallelism(reader);
    int partitions = reader.count("--partitions", Math.max(24, parallelism.source()), 10_000);
    reader.require(
        () -> partitions >= parallelism.source(),
        "--partitions: expected at least --parallelism.source");
    WordCountArguments arguments =
        new WordCountArguments(
            parallelism,
            reader.required("--cost.splitter", WordCountArguments::curve, NO_CURVE),
            reader.required("--cost.count", WordCountArguments::curve, NO_CURVE),
            schedule(reader),
            content(reader),
            partitions,
            reader.required("--totals", Path::of, Path.of("")),
            reader.text("--name", "WordCount"),
            failAt(reader));
    reader.check();
    return arguments;
  }

  private static Parallelism parallelism(ArgumentReader reader) {
    int most = reader.count("--max-parallelism", MAX_PARALLELISM, FLINKS_MAX_PARALLELISM);
    return new Parallelism(
        reader.count("--parallelism.source", 1, most),
        reader.count("--parallelism.splitter", 1, most),
        reader.count("--parallelism.count", 1, most),
        most);
  }

  private static RateSchedule schedule(ArgumentReader reader) {
    List<Long> rates = reader.required("--rates", WordCountArguments::rates, List.of(1L));
    Duration step =
        reader.optional(
            "--step-duration", WordCountArguments::stepDuration, Duration.ofSeconds(60));
    Instant start = reader.required("--start", WordCountArguments::instant, Instant.EPOCH);
    return new RateSchedule(rates, step, start);
  }

  private static LineContent content(ArgumentReader reader) {
    return new LineContent(
        reader.optional("--seed", Long::valueOf, 1L),
        reader.count("--keys", KEYS, Integer.MAX_VALUE));
  }

  private static OptionalInt failAt(ArgumentReader reader) {
    return reader.optional(
        "--fail-at-parallelism.count",
        value -> OptionalInt.of(Integer.parseInt(value)),
        OptionalInt.empty());
  }

  private static UslCurve curve(String value) {
    List<Double> parts = Arrays.stream(value.split(",", -1)).map(Double::valueOf).toList();
    if (parts.size() != 3) {
      throw new IllegalArgumentException(
          "expected gamma,sigma,kappa of a scalability curve, got '" + value + "'");
    }
    return new UslCurve(parts.get(0), parts.get(1), parts.get(2));
  }

  private static List<Long> rates(String value) {
    List<Long> rates = Arrays.stream(value.split(",", -1)).map(Long::valueOf).toList();
    if (rates.stream().anyMatch(rate -> rate < 0 || rate > 1_000_000)) {
      throw new IllegalArgumentException(
          "expected lines per second from 0 to 1000000, got '" + value + "'");
    }
    return rates;
  }

  private static Duration stepDuration(String value) {
    Duration duration = ArgumentReader.duration(value);
    if (duration.isZero()) {
      throw new IllegalArgumentException("expected at least 1ms, got '" + value + "'");
    }
    return duration;
  }

  private static Instant instant(String value) {
    return Instant.ofEpochMilli(Long.parseLong(value));
  }
}
