package io.conttune.controller.offline;

import io.conttune.bigsmall.PartsModel;
import io.conttune.ds2.Ds2;
import io.conttune.gp.Acquired;
import io.conttune.gp.ConservativeAcquisition;
import io.conttune.gp.Model;
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

  private static final double ROUNDING = 1e-9;

  /** The reason why the model's pick is taken or not. */
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
    Model model =
        PartsModel.fit(question.surrogate().surrogate(), question.means(), question.parts());
    Acquired acquired =
        new ConservativeAcquisition().acquire(model, question.rate(), 1, question.largest());
    return new Recommendation(
        question, model, acquired, linear(question), reason(question, acquired));
  }

  private static int linear(Question question) {
    int linear = Ds2.linear(question.rate(), question.perSubtask(), question.parts());
    return Math.min(linear, question.maxParallelism().orElse(linear));
  }

  private static Reason reason(Question question, Acquired acquired) {
    return acquired.match(
        pick -> pick.nearestDistance() <= question.alpha() ? Reason.TRUSTED : Reason.TOO_FAR,
        empty -> Reason.NONE_SUFFICES);
  }

  /**
   * The parallelism recommended. If it does not {@link #suffices suffice}, no smaller one does, and
   * it is the largest that may be looked at.
   */
  public int parallelism() {
    return acquired.match(
        pick -> reason == Reason.TRUSTED ? pick.parallelism() : ds2Parallelism,
        empty -> ds2Parallelism);
  }

  /**
   * Records/s that the recommended parallelism is believed to process: what the model expects if it
   * is trusted there, or else what DS2's line says.
   */
  public double expected() {
    return question.trustsModelAt(parallelism())
        ? prediction().mean()
        : question.perSubtask() * question.parts().effective(parallelism());
  }

  /** Returns whether the recommended parallelism is believed to carry the rate. */
  public boolean suffices() {
    return expected() >= question.rate() * (1 - ROUNDING);
  }

  /** The share of the rate that the recommended parallelism is believed to carry, at most 1. */
  public double carriedShare() {
    return suffices() ? 1 : expected() / question.rate();
  }

  /** The same in per cent for a person; below 100 if it does not suffice. */
  public long carriedPercent() {
    return suffices() ? 100 : Math.min(99, Math.round(100 * carriedShare()));
  }

  /** What the model expects there. */
  public Prediction prediction() {
    return model.predict(parallelism());
  }
}
