package io.conttune.benchmark.soak;

import io.conttune.benchmark.played.Acts;
import io.conttune.benchmark.played.ServiceProcess;
import io.conttune.benchmark.played.Verdict;
import io.conttune.benchmark.soak.SoakSample.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The outcome of a soak.
 *
 * @param run what was asked for
 * @param samples in the order of time
 * @param brokenOff the reason for which it did not come to its end; empty if it did
 * @param acts of the service, judged
 * @param clusters with the faults that they had
 * @param databaseFaults those of the database
 * @param started from the start of the service's process until its loops were started
 * @param stop the end of the service
 */
record SoakResult(
    SoakRun run,
    List<SoakSample> samples,
    Optional<String> brokenOff,
    List<Acts.Judged> acts,
    List<FaultyCluster> clusters,
    List<DatabaseFault> databaseFaults,
    Duration started,
    ServiceProcess.Stop stop) {
  private static final double HEAP_SLACK_MIB = 4;
  private static final double THREADS_SLACK = 4;
  private static final double CONNECTIONS_SLACK = 2;
  private static final double FILES_SLACK = 8;

  /** Two steps at a time, and those that a fault holds up: the service keeps to eight in all. */
  static final int MOST_CONNECTIONS = 8;

  static final Duration LONGEST_STOP = Duration.ofSeconds(15);

  /**
   * Something that must hold.
   *
   * @param text what it is, with figures
   */
  record Check(String text, boolean holds) {}

  /** Whether what could leak has grown. */
  List<Flatness> flatness() {
    return List.of(
        flatness("heap MiB", sample -> sample.heapMiB().orElse(Double.NaN), HEAP_SLACK_MIB),
        flatness("threads", SoakSample::threads, THREADS_SLACK),
        flatness("connections", SoakSample::connections, CONNECTIONS_SLACK),
        flatness("open files", SoakSample::files, FILES_SLACK));
  }

  private Flatness flatness(String what, ToDoubleFunction<SoakSample> value, double slack) {
    return Flatness.of(
        what,
        samples.stream()
            .filter(sample -> sample.at().compareTo(run.warmUp()) >= 0)
            .map(value::applyAsDouble)
            .filter(number -> !number.isNaN())
            .toList(),
        slack);
  }

  /** All that must hold. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            brokenOff.map(cause -> "broken off: " + cause).orElse("came to its end"),
            brokenOff.isEmpty()));
    flatness()
        .forEach(
            flat ->
                checks.add(
                    new Check(
                        String.format(
                            Locale.ROOT,
                            "%s: median %.1f in the first quarter, %.1f in the last, at most %.1f",
                            flat.what(),
                            flat.first(),
                            flat.last(),
                            flat.bound()),
                        flat.holds())));
    int most = samples.stream().mapToInt(SoakSample::mostConnections).max().orElse(0);
    checks.add(
        new Check(
            "connections to one cluster: at most %d, and there were %d"
                .formatted(MOST_CONNECTIONS, most),
            most <= MOST_CONNECTIONS));
    long wrong = wrongActs();
    checks.add(new Check("acts that nothing warrants: %d".formatted(wrong), wrong == 0));
    long defects = troubles(Trouble.DEFECT);
    checks.add(new Check("steps that a defect ended: %d".formatted(defects), defects == 0));
    checks.add(
        new Check(
            "stopped after %.1f s with exit code %d"
                .formatted(stop.after().toMillis() / 1000.0, stop.exitCode()),
            stop.exitCode() == 0 && stop.after().compareTo(LONGEST_STOP) <= 0));
    return checks;
  }

  boolean isWithinBounds() {
    return checks().stream().allMatch(Check::holds);
  }

  /** Number of acts of this verdict. */
  long number(Verdict.Kind kind) {
    return acts.stream().filter(judged -> judged.verdict().kind() == kind).count();
  }

  /** Number of acts that nothing warrants. */
  long wrongActs() {
    return acts.stream().filter(Acts.Judged::isWrong).count();
  }

  /** Steps that came to nothing for this cause. */
  long troubles(Trouble cause) {
    return samples.isEmpty() ? 0 : samples.get(samples.size() - 1).troubles().get(cause);
  }

  /** A kind of fault: how often it lasted, for how long in all, and the replies it spoilt. */
  record FaultCount(String kind, long lasting, double seconds, long replies) {}

  /** What was wrong with the clusters and the database. */
  List<FaultCount> faults() {
    List<FaultCount> counts = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      List<Outage> lasting =
          clusters.stream()
              .flatMap(cluster -> cluster.between(Long.MIN_VALUE, Long.MAX_VALUE).stream())
              .filter(outage -> outage.kind() == kind)
              .toList();
      counts.add(
          new FaultCount(
              kind.text(),
              lasting.size(),
              lasting.stream().mapToDouble(each -> (each.to() - each.from()) / 1000.0).sum(),
              clusters.stream().mapToLong(each -> each.spoilt().getOrDefault(kind, 0L)).sum()));
    }
    Map<DatabaseFault.Kind, List<DatabaseFault>> ofDatabase = new TreeMap<>();
    databaseFaults.forEach(
        fault -> ofDatabase.computeIfAbsent(fault.kind(), kind -> new ArrayList<>()).add(fault));
    ofDatabase.forEach(
        (kind, faults) ->
            counts.add(
                new FaultCount(
                    "database: " + kind.text(),
                    faults.size(),
                    faults.stream().mapToDouble(each -> (each.to() - each.from()) / 1000.0).sum(),
                    0)));
    return counts;
  }
}
