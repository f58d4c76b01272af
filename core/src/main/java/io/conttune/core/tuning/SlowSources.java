package io.conttune.core.tuning;

import static java.util.stream.Collectors.joining;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.SlowSource;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import java.util.List;
import java.util.Locale;

/** Says of a decision that a source is the bottleneck, where it is, and what a person can do. */
public final class SlowSources {
  private SlowSources() {}

  /** The same answer; a hold because everything fits becomes one because of the source. */
  public static Tuned named(TuningInput input, Tuned tuned) {
    List<String> slow = sentences(input.graph(), input.metrics());
    return slow.isEmpty() ? tuned : new Tuned(named(tuned.decision(), slow), tuned.state());
  }

  /** One sentence for each source that is the bottleneck. */
  public static List<String> sentences(JobGraph graph, JobMetrics metrics) {
    return graph.sources().stream()
        .filter(source -> metrics.operators().containsKey(source.id()))
        .filter(source -> SlowSource.fallsBehind(metrics.of(source.id())))
        .map(source -> sentence(source, metrics.of(source.id())))
        .toList();
  }

  private static Decision named(Decision decision, List<String> slow) {
    return decision.match(
        rescale -> rescale.noting(slow),
        hold -> fits(hold) ? because(hold, slow) : hold.noting(slow));
  }

  private static boolean fits(Hold hold) {
    return hold.cause() == HoldReason.FITS || hold.cause() == HoldReason.BELOW_THRESHOLD;
  }

  private static Hold because(Hold hold, List<String> slow) {
    Evidence former = hold.evidence();
    Evidence evidence =
        new Evidence(former.tuner(), Provisioning.UNDER, former.operators(), former.notes());
    return new Hold(HoldReason.SLOW_SOURCE, slow.stream().collect(joining("; ")), evidence);
  }

  private static String sentence(JobVertex source, OperatorMetrics measured) {
    return String.format(
        Locale.ROOT,
        "%s reads %.1f records/s and its backlog grows by %.1f records/s, though nothing behind it"
            + " holds it up: the source is the bottleneck, and its consumers are sized for what it"
            + " reads; add subtasks (parallelism.sources) or partitions, or lift what throttles it",
        source.name(),
        measured.inputRate(),
        measured.backlog().map(Backlog::growth).orElse(0.0));
  }
}
