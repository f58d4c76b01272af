package io.conttune.controller.offline;

import io.conttune.ds2.Ds2;
import io.conttune.gp.Acquired;
import io.conttune.gp.ConservativeAcquisition;
import io.conttune.gp.Model;
import io.conttune.gp.Point;
import io.conttune.gp.Prediction;

/**
 * The answer to a {@link Question} by conservative Bayesian optimisation of one operator [ContTune
 * Alg. 2], with all that explains it. The same question, the same answer.
 *
 * @param question that was asked
 * @param model fitted to the points of the question
 * @param acquired what the model would pick [ContTune Eq. 5]
 * @param ds2Parallelism what the linear method would pick, within the allowed
 * @param reason which of the two it is
 */
public record Recommendation(
    Question question, Model model, Acquired acquired, int ds2Parallelism, Reason reason) {

  /** Why the model's pick is taken or not. */
  public enum Reason {
    /** The model's pick is near enough to an observation, or need not be. */
    TRUSTED,
    /** The model's pick is farther than α from every observation. */
    TOO_FAR,
    /** No mean reaches the rate. */
    NONE_SUFFICES
  }

  /** Answers a question. */
  public static Recommendation of(Question question) {
    Model model = question.surrogate().surrogate().fit(question.points());
    Acquired acquired =
        new ConservativeAcquisition().acquire(model, question.rate(), 1, question.largest());
    return new Recommendation(
        question, model, acquired, linear(question), reason(question, acquired));
  }

  private static int linear(Question question) {
    Point current =
        question.points().stream()
            .filter(point -> point.parallelism() == question.current())
            .findFirst()
            .orElseThrow();
    double perSubtask = current.processingAbility() / current.parallelism();
    int linear = Ds2.linear(question.rate(), perSubtask);
    return Math.min(linear, question.maxParallelism().orElse(linear));
  }

  private static Reason reason(Question question, Acquired acquired) {
    return acquired.match(
        pick -> pick.nearestDistance() <= question.alpha() ? Reason.TRUSTED : Reason.TOO_FAR,
        empty -> Reason.NONE_SUFFICES);
  }

  /** The parallelism recommended. */
  public int parallelism() {
    return acquired.match(
        pick -> reason == Reason.TRUSTED ? pick.parallelism() : ds2Parallelism,
        empty -> ds2Parallelism);
  }

  /** What the model expects there. */
  public Prediction prediction() {
    return model.predict(parallelism());
  }
}
