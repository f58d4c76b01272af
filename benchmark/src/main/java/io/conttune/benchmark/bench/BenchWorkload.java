package io.conttune.benchmark.bench;

import io.conttune.benchmark.embedded.EmbeddedFlink;
import io.conttune.benchmark.jobs.JobArguments;
import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.UslCurve;
import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.run.QueryLaunch;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * A query with rates and costs under which its true minimum parallelism is known.
 *
 * @param query which one
 * @param unitRates records per second of each source at a multiple of 1
 * @param operators that are tuned; others cost nothing and keep one subtask
 */
record BenchWorkload(Query query, Map<String, Long> unitRates, List<BenchOperator> operators) {

  /** Of the tuned operators in the first run; everything else keeps one subtask. */
  static final int START = 4;

  private static final int SLOTS =
      EmbeddedFlink.TASK_MANAGERS * EmbeddedFlink.SLOTS_PER_TASK_MANAGER;

  BenchWorkload {
    unitRates = Map.copyOf(unitRates);
    operators = List.copyOf(operators);
  }

  String name() {
    return query.name();
  }

  /** All that a result depends on. */
  String description() {
    return "%s %s %s".formatted(name(), new TreeMap<>(unitRates), operators);
  }

  /** Operators whose parallelism stays as it is. */
  List<String> untuned() {
    List<String> tuned = operators.stream().map(BenchOperator::name).toList();
    return query.operators().stream().filter(name -> !tuned.contains(name)).toList();
  }

  /** Whether every tuned operator carries a multiple of the unit rates. */
  boolean carries(double multiple, ToIntFunction<String> parallelism) {
    return operators.stream()
        .allMatch(each -> each.carries(multiple, parallelism.applyAsInt(each.name())));
  }

  /** Slots of the least parallelism that carries a multiple at a utilisation; slots are shared. */
  int leastSlots(double multiple, double targetUtilization) {
    return operators.stream()
        .mapToInt(each -> each.least(multiple / targetUtilization, SLOTS))
        .max()
        .orElse(1);
  }

  /** How the query is run on a schedule of multiples. */
  QueryLaunch launch(String job, RateSchedule multiples, long seed, Path totals) {
    Map<String, Integer> parallelism = new HashMap<>();
    query.sources().forEach(source -> parallelism.put(source, 1));
    untuned().forEach(operator -> parallelism.put(operator, 1));
    operators.forEach(operator -> parallelism.put(operator.name(), START));
    Map<String, UslCurve> costs =
        operators.stream().collect(Collectors.toMap(BenchOperator::name, BenchOperator::curve));
    return new QueryLaunch(
        job,
        query,
        parallelism,
        costs,
        unitRates,
        multiples,
        new QueryLaunch.Input(seed, JobArguments.KEYS),
        totals);
  }
}
