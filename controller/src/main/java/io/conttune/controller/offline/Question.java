package io.conttune.controller.offline;

import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.history.MeanAbility;
import io.conttune.core.history.Observation;
import io.conttune.core.tuning.InputParts;
import io.conttune.gp.Point;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The question which parallelism an operator needs.
 *
 * @param samples its history, oldest first, at least one
 * @param topK how many of the newest samples of a parallelism count, at least 1 [ContTune §5.1]
 * @param rate to be processed, records/s, above 0
 * @param surrogate makes the model
 * @param alpha farthest distance from an observation at which the model is trusted [ContTune Alg.
 *     2]
 * @param current from which DS2 scales; has a sample
 * @param maxParallelism largest allowed; empty: the model looks as far as the history reaches, and
 *     DS2 is not limited
 * @param parts into which the operator's input is divided; no more subtasks are looked at
 */
public record Question(
    List<Sample> samples,
    int topK,
    double rate,
    SurrogateMethod surrogate,
    int alpha,
    int current,
    OptionalInt maxParallelism,
    InputParts parts) {
  private static final OperatorId OPERATOR = new OperatorId("offline");

  public Question {
    samples = List.copyOf(samples);
    Require.atLeast("samples", 1, samples.size());
    Require.atLeast("top-k", 1, topK);
    Require.positive("rate", rate);
    Objects.requireNonNull(surrogate, "surrogate");
    Require.atLeast("alpha", 0, alpha);
    Objects.requireNonNull(parts, "parts");
    maxParallelism.ifPresent(most -> Require.atLeast("max-parallelism", 1, most));
    if (samples.stream().noneMatch(sample -> sample.parallelism() == current)) {
      throw new IllegalArgumentException(
          "current: expected a parallelism with a sample, got " + current);
    }
  }

  /** The newest K samples of each parallelism, oldest first: those that count. */
  public List<Sample> newest() {
    return history().observations().stream()
        .map(kept -> new Sample(kept.parallelism(), kept.processingAbility()))
        .toList();
  }

  /** The mean of the samples that count, at each parallelism, smallest first. */
  public List<Point> points() {
    return means().stream().map(Question::point).toList();
  }

  List<MeanAbility> means() {
    return history().of(OPERATOR);
  }

  /** The largest parallelism that the model may pick. */
  public int largest() {
    int largest =
        maxParallelism.orElseGet(
            () -> samples.stream().mapToInt(Sample::parallelism).max().orElseThrow());
    return Math.min(largest, parts.number().orElse(largest));
  }

  /** Returns whether the model counts at a parallelism, be it for or against it. */
  boolean trustsModelAt(int parallelism) {
    int distance = Integer.MAX_VALUE;
    int observed = 0;
    for (Sample sample : samples) {
      distance = Math.min(distance, Math.abs(sample.parallelism() - parallelism));
      observed = Math.max(observed, sample.parallelism());
    }
    return distance <= alpha && (parallelism <= observed || surrogate.extrapolates());
  }

  /** Records/s of a subtask that has its even share, where DS2 scales from. */
  double perSubtask() {
    Point from =
        points().stream().filter(point -> point.parallelism() == current).findFirst().orElseThrow();
    return from.processingAbility() / parts.effective(current);
  }

  private History history() {
    return new History(topK, samples.stream().map(Question::observation).toList());
  }

  private static Observation observation(Sample sample) {
    return new Observation(
        OPERATOR, sample.parallelism(), sample.processingAbility(), Instant.EPOCH);
  }

  private static Point point(MeanAbility mean) {
    return new Point(mean.parallelism(), mean.processingAbility(), mean.samples());
  }
}
