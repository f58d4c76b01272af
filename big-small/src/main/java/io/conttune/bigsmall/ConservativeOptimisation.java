package io.conttune.bigsmall;

import io.conttune.core.history.MeanAbility;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.Load;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Candidate;
import io.conttune.core.tuning.InputParts;
import io.conttune.core.tuning.PresentProof;
import io.conttune.core.tuning.UntoldBusiest;
import io.conttune.gp.Acquired;
import io.conttune.gp.Acquisition;
import io.conttune.gp.Model;
import io.conttune.gp.Surrogate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Conservative Bayesian optimisation of one operator [ContTune Alg. 2]. */
final class ConservativeOptimisation {
  /** Share of what the mean promises per subtask, below which an observation contradicts it. */
  private static final double UNEVEN = 0.7;

  private final ContTuneSettings settings;
  private final Surrogate surrogate;
  private final Acquisition acquisition;

  ConservativeOptimisation(
      ContTuneSettings settings, Surrogate surrogate, Acquisition acquisition) {
    this.settings = settings;
    this.surrogate = surrogate;
    this.acquisition = acquisition;
  }

  /**
   * The input for one operator.
   *
   * @param metrics of the window
   * @param history of the operator, the window included if it carries a processing ability
   * @param rate real upstream data rate at the present parallelism, records/s
   * @param capacity wanted, records/s
   * @param range in which the acquisition may choose: the operator's bounds up to p_max
   * @param linear the linear method's proposal
   * @param parts into which its input is divided
   */
  record Question(
      OperatorMetrics metrics,
      List<MeanAbility> history,
      double rate,
      Load capacity,
      Bounds range,
      Candidate linear,
      InputParts parts) {
    /** The same question with this parallelism as the least that may be chosen. */
    Question from(int least) {
      return new Question(
          metrics, history, rate, capacity, new Bounds(least, range.most()), linear, parts);
    }

    /** The same question with these observations alone. */
    Question with(List<MeanAbility> observations) {
      return new Question(metrics, observations, rate, capacity, range, linear, parts);
    }
  }

  /**
   * The answer, not yet unified over a FORWARD group nor clamped.
   *
   * @param candidates of all methods
   * @param expectation of the operator's ability; empty if nothing was observed or is to be
   *     processed
   */
  record Choice(
      int parallelism, List<Candidate> candidates, String why, Optional<Expectation> expectation) {
    Choice {
      candidates = List.copyOf(candidates);
    }

    /** Another parallelism by the same methods. */
    Choice instead(int other, String because) {
      return new Choice(other, candidates, because, expectation);
    }
  }

  Choice choose(Question asked) {
    PresentProof proof =
        new PresentProof(
            asked.metrics(), settings.targetUtilization(), settings.measurement().minimumBusy());
    Question credible = asked.with(proof.credible(asked.history()));
    int least = Math.max(leastNotRefuted(credible), leastOfUntold(credible));
    Question question = credible.from(least);
    Choice choice = byMethod(question);
    Choice enough =
        choice.parallelism() >= least || question.metrics().inputRate() == 0
            ? choice
            : choice.instead(
                least,
                "%s; but up to %d it was observed to be too few"
                    .formatted(choice.why(), least - 1));
    int present = question.metrics().parallelism();
    return enough.parallelism() > present
        ? proof
            .againstMore(question.rate(), question.capacity().at(present))
            .map(why -> enough.instead(present, enough.why() + "; but " + why))
            .orElse(enough)
        : enough;
  }

  /**
   * The least parallelism that no observation rules out. Observations are read from the smallest
   * parallelism up: each that processed less than is wanted rules its parallelism out, until one
   * that processed enough. A model or a straight line may contradict an observation beyond their
   * data, and then the observation counts.
   */
  private static int leastNotRefuted(Question question) {
    int least = question.range().least();
    for (MeanAbility seen : question.history()) {
      if (seen.processingAbility() >= question.capacity().at(seen.parallelism())) {
        break;
      }
      least = Math.max(least, seen.parallelism() + 1);
    }
    return Math.min(least, question.range().most());
  }

  /**
   * The least parallelism by what was observed, where Flink does not tell the busiest subtask. A
   * subtask of fewer processes no less than one of more. If it did, the mean of all subtasks
   * promises too much now.
   */
  private static int leastOfUntold(Question question) {
    OperatorMetrics now = question.metrics();
    double promised =
        now.processingAbility().orElse(0) / question.parts().effective(now.parallelism());
    List<MeanAbility> contrary =
        question.history().stream()
            .filter(
                seen ->
                    seen.processingAbility() / question.parts().effective(seen.parallelism())
                        < UNEVEN * promised)
            .toList();
    return UntoldBusiest.of(now, contrary, question.capacity(), question.parts())
        .map(need -> Math.min(need.parallelism(), question.range().most()))
        .orElse(question.range().least());
  }

  private Choice byMethod(Question question) {
    int present = question.metrics().parallelism();
    if (question.metrics().inputRate() == 0) {
      return new Choice(
          present,
          List.of(question.linear()),
          "received nothing in this window, keeps " + present,
          Optional.empty());
    }
    if (question.history().isEmpty()) {
      Candidate none = Candidate.none(surrogate.name(), "no observation yet");
      return linear(question, none, "nothing is known of it yet", Optional.empty());
    }
    Model model = PartsModel.fit(surrogate, question.history(), question.parts());
    Optional<Expectation> expectation = Optional.of(new Expectation(model, settings.alpha()));
    return acquire(question, model)
        .match(
            pick -> picked(question, pick, expectation),
            empty ->
                linear(
                    question,
                    emptyPick(question),
                    "the model finds no parallelism that suffices",
                    expectation));
  }

  private Choice picked(Question question, Acquired.Pick pick, Optional<Expectation> expectation) {
    Candidate candidate = candidate(question, pick);
    if (pick.nearestDistance() > settings.alpha()) {
      return linear(
          question,
          candidate,
          "the model's %d is %d from the nearest observation, farther than α = %d"
              .formatted(pick.parallelism(), pick.nearestDistance(), settings.alpha()),
          expectation);
    }
    return new Choice(
        pick.parallelism(),
        List.of(candidate, question.linear()),
        "model: " + candidate.note(),
        expectation);
  }

  /** The linear method's choice; the present parallelism if it has none. */
  private static Choice linear(
      Question question, Candidate model, String because, Optional<Expectation> expectation) {
    int present = question.metrics().parallelism();
    List<Candidate> candidates = List.of(model, question.linear());
    OptionalInt proposed = question.linear().parallelism();
    if (proposed.isEmpty()) {
      return new Choice(
          present, candidates, because + "; " + question.linear().note(), expectation);
    }
    return new Choice(
        proposed.getAsInt(),
        candidates,
        "%s: linear, %s".formatted(because, question.linear().note()),
        expectation);
  }

  private Acquired acquire(Question question, Model model) {
    Load capacity = question.capacity();
    Bounds range = question.range();
    if (capacity.at(1) <= 0) {
      return new Acquired.Empty();
    }
    if (!capacity.growsWithParallelism()) {
      return acquisition.acquire(model, capacity.at(1), range.least(), range.most());
    }
    for (int p = range.least(); p <= range.most(); p++) {
      Acquired one = acquisition.acquire(model, capacity.at(p), p, p);
      if (one.match(pick -> true, none -> false)) {
        return one;
      }
    }
    return new Acquired.Empty();
  }

  private Candidate candidate(Question question, Acquired.Pick pick) {
    return new Candidate(
        surrogate.name(),
        OptionalInt.of(pick.parallelism()),
        OptionalDouble.of(pick.prediction().mean()),
        OptionalDouble.of(pick.prediction().standardDeviation()),
        String.format(
            Locale.ROOT,
            "least with a mean that reaches %.1f records/s, %d from the nearest observation",
            question.capacity().at(pick.parallelism()),
            pick.nearestDistance()));
  }

  private Candidate emptyPick(Question question) {
    int most = question.range().most();
    double wanted = question.capacity().at(most);
    String note =
        wanted > 0
            ? "no mean from %d to %d reaches %.1f records/s"
            : "nothing to process from %d to %d, %.1f records/s";
    return Candidate.none(
        surrogate.name(), String.format(Locale.ROOT, note, question.range().least(), most, wanted));
  }
}
