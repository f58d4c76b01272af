package io.conttune.collector;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.OperatorSelector;
import io.conttune.core.metrics.ArrivalRate;
import io.conttune.core.metrics.ArrivalRates;
import io.conttune.core.metrics.JobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.RateAnswer;
import io.conttune.core.metrics.SourceRate;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at a job as another monitor does, and asks for the rates of its sources that Flink does not
 * tell. A rate that is missing fails no look: the last one is used for a few more looks, and then
 * the snapshot says why there is none. Not safe for several threads.
 */
public final class RatedJobMonitor implements JobMonitor {
  /** Looks for which a rate is used after the one that told it. */
  static final int LOOKS = 3;

  private final JobMonitor monitor;
  private final Map<OperatorSelector, SourceRate> rates;
  private final Duration each;
  private final Map<OperatorSelector, Kept> last = new HashMap<>();

  /**
   * A monitor that adds these rates.
   *
   * @param rates by the user's name of the source
   * @param deadline longest time that all rates of one look may take together, above 0
   */
  public RatedJobMonitor(
      JobMonitor monitor, Map<OperatorSelector, SourceRate> rates, Duration deadline) {
    this.monitor = monitor;
    this.rates = new LinkedHashMap<>(rates);
    this.each = deadline.dividedBy(Math.max(1, rates.size()));
  }

  /** A rate, and the looks since it was told. */
  private record Kept(ArrivalRate rate, int age) {}

  @Override
  public JobSighting look() throws FlinkUnavailableException {
    return rated(monitor.look());
  }

  @Override
  public JobSighting lookAnew() throws FlinkUnavailableException {
    return rated(monitor.lookAnew());
  }

  private JobSighting rated(JobSighting sighting) {
    return sighting.match(
        seen ->
            seen.snapshot().isUp() && !rates.isEmpty()
                ? new JobSighting.Seen(rated(seen.snapshot()))
                : seen,
        notSeen -> notSeen);
  }

  private JobSnapshot rated(JobSnapshot snapshot) {
    Map<OperatorId, ArrivalRate> told = new LinkedHashMap<>();
    Map<String, String> missing = new LinkedHashMap<>();
    for (OperatorSelector selector : rates.keySet()) {
      selector
          .in(snapshot.graph())
          .<Optional<OperatorId>, RuntimeException>match(
              one -> Optional.of(one.id()).filter(snapshot.graph()::isSource),
              notOne -> Optional.empty())
          .ifPresentOrElse(
              source -> add(selector, source, told, missing),
              () -> missing.put(selector.key(), misnamed(snapshot.graph(), selector)));
    }
    return snapshot.withArrivals(new ArrivalRates(told, missing));
  }

  private void add(
      OperatorSelector selector,
      OperatorId source,
      Map<OperatorId, ArrivalRate> told,
      Map<String, String> missing) {
    RateAnswer answer =
        rates
            .get(selector)
            .ask(each)
            .<RateAnswer, RuntimeException>match(
                now -> {
                  last.put(selector, new Kept(now.rate(), 0));
                  return now;
                },
                none -> older(selector).<RateAnswer>map(RateAnswer.Told::new).orElse(none));
    Optional<String> reason =
        answer.match(
            now -> {
              told.put(source, now.rate());
              return Optional.empty();
            },
            none -> Optional.of(none.reason()));
    reason.ifPresent(why -> missing.put(selector.key(), why));
  }

  /** The last rate that was told, unless it is too old. */
  private Optional<ArrivalRate> older(OperatorSelector selector) {
    Optional<Kept> kept =
        Optional.ofNullable(last.get(selector)).filter(rate -> rate.age() < LOOKS);
    kept.ifPresent(rate -> last.put(selector, new Kept(rate.rate(), rate.age() + 1)));
    return kept.map(Kept::rate);
  }

  private static String misnamed(JobGraph graph, OperatorSelector selector) {
    return selector
        .in(graph)
        .match(
            one -> "\"%s\" is no source of the job".formatted(selector.key()),
            notOne -> notOne.reason());
  }
}
