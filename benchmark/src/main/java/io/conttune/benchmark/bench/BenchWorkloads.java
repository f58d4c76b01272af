package io.conttune.benchmark.bench;

import io.conttune.benchmark.jobs.UslCurve;
import io.conttune.benchmark.jobs.launch.Queries;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The queries at rates that two cores play, ten times the unit being the most: up to some hundred
 * records a second, for which an operator needs up to 15 subtasks that mostly park.
 */
final class BenchWorkloads {
  static final List<BenchWorkload> ALL =
      List.of(
          workload(
              "wordcount",
              Map.of("source", 15L),
              new BenchOperator("splitter", new UslCurve(25, 0.02, 0.0004), 15),
              new BenchOperator("count", new UslCurve(110, 0.03, 0.0002), 4 * 15)),
          workload(
              "q1",
              Map.of("bids", 15L),
              new BenchOperator("mapper", new UslCurve(18, 0.02, 0.0004), 15)),
          workload(
              "q2",
              Map.of("bids", 20L),
              new BenchOperator("filter", new UslCurve(25, 0.015, 0.0006), 20)),
          // One auction in five is of the category, one person in two of the states.
          workload(
              "q3",
              Map.of("auctions", 10L, "persons", 4L),
              new BenchOperator("auction-filter", new UslCurve(14, 0.02, 0.0004), 10),
              new BenchOperator("person-filter", new UslCurve(10, 0.02, 0.0004), 4),
              new BenchOperator("join", new UslCurve(9, 0.03, 0.0003), 10 / 5.0 + 4 / 2.0)),
          workload(
              "q5",
              Map.of("bids", 12L),
              new BenchOperator("count", new UslCurve(16, 0.03, 0.0003), 12)),
          workload(
              "q8",
              Map.of("auctions", 10L, "persons", 6L),
              new BenchOperator("join", new UslCurve(20, 0.02, 0.0004), 10 + 6)),
          workload(
              "q11",
              Map.of("bids", 15L),
              new BenchOperator("sessions", new UslCurve(20, 0.025, 0.0005), 15)));

  private BenchWorkloads() {}

  static Optional<BenchWorkload> named(String name) {
    return ALL.stream().filter(workload -> workload.name().equals(name)).findFirst();
  }

  private static BenchWorkload workload(
      String query, Map<String, Long> unitRates, BenchOperator... operators) {
    return new BenchWorkload(Queries.named(query), unitRates, List.of(operators));
  }
}
