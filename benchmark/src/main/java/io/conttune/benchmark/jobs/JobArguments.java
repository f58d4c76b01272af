package io.conttune.benchmark.jobs;

import io.conttune.benchmark.jobs.source.EarlyEnd;
import io.conttune.benchmark.jobs.source.RateSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The command line of a job, parsed.
 *
 * @param parallelism of each source and operator
 * @param maxParallelism of all of them
 * @param costs the processing ability of each operator
 * @param schedules of each source
 * @param early where somebody may write that the input ends sooner
 * @param seed of the input
 * @param keys how many there are in the input
 * @param partitions of each source, at least its parallelism
 * @param totals the directory for what the sink counted
 * @param name of the job
 * @param failingParallelism of operators, at which a launch fails, for tests of a roll-back
 */
public record JobArguments(
    Map<String, Integer> parallelism,
    int maxParallelism,
    Map<String, UslCurve> costs,
    Map<String, RateSchedule> schedules,
    EarlyEnd early,
    long seed,
    int keys,
    int partitions,
    Path totals,
    String name,
    Map<String, Integer> failingParallelism) {

  /**
   * The default number of key groups: of those tried, the one that spreads the 20 000 default words
   * best. The busiest subtask has at most 4 % more than the mean at every parallelism up to 16, and
   * 8 % up to 32 (Flink's own default of 128: 10 % and 25 %).
   */
  public static final int MAX_PARALLELISM = 720;

  public static final int KEYS = 20_000;

  private static final int FLINKS_MAX_PARALLELISM = 1 << 15;
  private static final long FASTEST = 1_000_000;

  public JobArguments {
    parallelism = Map.copyOf(parallelism);
    costs = Map.copyOf(costs);
    schedules = Map.copyOf(schedules);
    failingParallelism = Map.copyOf(failingParallelism);
  }

  /**
   * Reads the rest of a command line of this query, to its end.
   *
   * @throws IllegalArgumentException naming every wrong, missing and unknown argument
   */
  public static JobArguments read(Query query, ArgumentReader reader) {
    int most = reader.count("--max-parallelism", MAX_PARALLELISM, FLINKS_MAX_PARALLELISM);
    Map<String, Integer> parallelism = new LinkedHashMap<>();
    Stream.concat(query.sources().stream(), query.operators().stream())
        .forEach(name -> parallelism.put(name, reader.count("--parallelism." + name, 1, most)));
    JobArguments arguments =
        new JobArguments(
            parallelism,
            most,
            costs(query, reader),
            schedules(query, reader),
            reader.optional("--end-file", EarlyEnd::new, EarlyEnd.NEVER),
            reader.optional("--seed", Long::valueOf, 1L),
            reader.count("--keys", KEYS, Integer.MAX_VALUE),
            partitions(query, parallelism, reader),
            reader.required("--totals", Path::of, Path.of("")),
            reader.text("--name", query.name()),
            failing(query, reader));
    reader.check();
    return arguments;
  }

  /** Subtasks of a source or an operator. */
  public int parallelism(String name) {
    return parallelism.get(name);
  }

  /** What an operator's records cost; nothing if nothing was said. */
  public UslCurve cost(String operator) {
    return costs.getOrDefault(operator, UslCurve.FREE);
  }

  /** When the records of a source fall due. */
  public RateSchedule schedule(String source) {
    return schedules.get(source);
  }

  /** The operator that is asked to fail a launch at the parallelism it has, if there is one. */
  public Optional<String> failing() {
    return failingParallelism.entrySet().stream()
        .filter(failing -> parallelism(failing.getKey()) == failing.getValue())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static int partitions(
      Query query, Map<String, Integer> parallelism, ArgumentReader reader) {
    int widest = query.sources().stream().mapToInt(parallelism::get).max().orElse(1);
    int partitions = reader.count("--partitions", Math.max(24, widest), 10_000);
    reader.require(
        () -> partitions >= widest, "--partitions: expected at least a source's parallelism");
    return partitions;
  }

  private static Map<String, UslCurve> costs(Query query, ArgumentReader reader) {
    Map<String, UslCurve> costs = new LinkedHashMap<>();
    for (String operator : query.operators()) {
      costs.put(
          operator, reader.optional("--cost." + operator, JobArguments::curve, UslCurve.FREE));
    }
    return costs;
  }

  private static Map<String, RateSchedule> schedules(Query query, ArgumentReader reader) {
    List<Long> rates = reader.required("--rates", JobArguments::rates, List.of(1L));
    Duration step =
        reader.optional("--step-duration", JobArguments::stepDuration, Duration.ofSeconds(60));
    Instant start = reader.required("--start", JobArguments::instant, Instant.EPOCH);
    Map<String, RateSchedule> schedules = new LinkedHashMap<>();
    for (String source : query.sources()) {
      long unit = reader.optional("--unit-rate." + source, JobArguments::unitRate, 1L);
      List<Long> own = rates.stream().map(rate -> unit * rate).toList();
      boolean possible = own.stream().allMatch(rate -> rate <= FASTEST);
      reader.require(
          () -> possible,
          "--unit-rate.%s: expected rates up to %d records/s, got %s"
              .formatted(source, FASTEST, own));
      schedules.put(source, new RateSchedule(possible ? own : List.of(1L), step, start));
    }
    return schedules;
  }

  private static Map<String, Integer> failing(Query query, ArgumentReader reader) {
    Map<String, Integer> failing = new LinkedHashMap<>();
    for (String operator : query.operators()) {
      OptionalInt at =
          reader.optional(
              "--fail-at-parallelism." + operator,
              value -> OptionalInt.of(Integer.parseInt(value)),
              OptionalInt.empty());
      at.ifPresent(parallelism -> failing.put(operator, parallelism));
    }
    return failing;
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
    if (rates.stream().anyMatch(rate -> rate < 0 || rate > FASTEST)) {
      throw new IllegalArgumentException(
          "expected multiples of the unit rates from 0 to 1000000, got '" + value + "'");
    }
    return rates;
  }

  private static long unitRate(String value) {
    long rate = Long.parseLong(value);
    if (rate < 1 || rate > FASTEST) {
      throw new IllegalArgumentException(
          "expected records per second from 1 to 1000000, got '" + value + "'");
    }
    return rate;
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
