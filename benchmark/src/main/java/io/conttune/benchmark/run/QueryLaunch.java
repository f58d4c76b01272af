package io.conttune.benchmark.run;

import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.UslCurve;
import io.conttune.benchmark.jobs.launch.QueryCommandLine;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import io.conttune.benchmark.jobs.source.RateSchedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A query with everything that a run of it needs.
 *
 * @param name of the job
 * @param query which one
 * @param parallelism of each source and operator in the first run
 * @param costs of the operators whose records cost something
 * @param unitRates records per second of each source at a multiple of 1
 * @param multiples of these rates, over time
 * @param input what the sources read
 * @param totals the directory for what the sink counted
 */
public record QueryLaunch(
    String name,
    Query query,
    Map<String, Integer> parallelism,
    Map<String, UslCurve> costs,
    Map<String, Long> unitRates,
    RateSchedule multiples,
    Input input,
    Path totals) {
  public QueryLaunch {
    parallelism = Map.copyOf(parallelism);
    costs = Map.copyOf(costs);
    unitRates = Map.copyOf(unitRates);
  }

  /**
   * The seed and the keys from which the records follow.
   *
   * @param seed any number
   * @param keys how many different there are
   */
  public record Input(long seed, int keys) {}

  /** The program's arguments, with a placeholder for the parallelism of each job vertex. */
  public List<String> template() {
    List<String> arguments = new ArrayList<>();
    for (String source : query.sources()) {
      arguments.addAll(List.of("--parallelism." + source, placeholder("Source: " + source)));
    }
    for (String operator : query.operators()) {
      arguments.addAll(List.of("--parallelism." + operator, placeholder(operator)));
    }
    arguments.addAll(rest());
    return arguments;
  }

  /** The program's arguments of the first run. */
  public List<String> first() {
    List<String> arguments = new ArrayList<>();
    parallelism.forEach(
        (name, subtasks) ->
            arguments.addAll(List.of("--parallelism." + name, String.valueOf(subtasks))));
    arguments.addAll(rest());
    return arguments;
  }

  /** The results that the whole input holds. */
  public ResultLedger expected() {
    return QueryCommandLine.parse(first().toArray(String[]::new)).expected();
  }

  /** Records per second of all sources together, over time. */
  public RateSchedule total() {
    long unit = unitRates.values().stream().mapToLong(Long::longValue).sum();
    return new RateSchedule(
        multiples.recordsPerSecond().stream().map(multiple -> unit * multiple).toList(),
        multiples.stepDuration(),
        multiples.start());
  }

  private List<String> rest() {
    List<String> arguments = new ArrayList<>(List.of("--query", query.name(), "--name", name));
    costs.forEach((name, curve) -> arguments.addAll(List.of("--cost." + name, text(curve))));
    unitRates.forEach(
        (name, rate) -> arguments.addAll(List.of("--unit-rate." + name, String.valueOf(rate))));
    arguments.addAll(
        List.of(
            "--rates",
            multiples.recordsPerSecond().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(","))));
    arguments.addAll(List.of("--step-duration", multiples.stepDuration().toMillis() + "ms"));
    arguments.addAll(List.of("--start", String.valueOf(multiples.start().toEpochMilli())));
    arguments.addAll(List.of("--seed", String.valueOf(input.seed())));
    arguments.addAll(List.of("--keys", String.valueOf(input.keys())));
    arguments.addAll(List.of("--totals", totals.toString()));
    return arguments;
  }

  private static String placeholder(String operator) {
    return "${parallelism:" + operator + "}";
  }

  private static String text(UslCurve curve) {
    return String.format(Locale.ROOT, "%s,%s,%s", curve.gamma(), curve.sigma(), curve.kappa());
  }
}
