package io.conttune.controller.offline;

import io.conttune.gp.Acquired;
import io.conttune.gp.Hyperparameters;
import io.conttune.gp.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A recommendation for a person: three lines that explain it, and the curve. */
public final class RecommendationText {
  private final Recommendation found;
  private final Question question;

  private RecommendationText(Recommendation found) {
    this.found = found;
    this.question = found.question();
  }

  /** The lines, in ASCII, at most 130 characters wide. */
  public static List<String> lines(Recommendation recommendation) {
    RecommendationText text = new RecommendationText(recommendation);
    List<String> lines = new ArrayList<>();
    lines.add(headline(recommendation));
    lines.add(text.model());
    lines.add(text.linear());
    lines.add("");
    lines.addAll(TerminalChart.lines(recommendation));
    return lines;
  }

  /** The same as one JSON document. */
  public static String json(Recommendation recommendation) {
    return RecommendationJson.write(recommendation);
  }

  /** The answer in one line. */
  public static String headline(Recommendation recommendation) {
    RecommendationText text = new RecommendationText(recommendation);
    return recommendation.suffices() ? text.recommended() : text.nothing();
  }

  private String nothing() {
    String because =
        question.trustsModelAt(found.parallelism()) ? "as the model expects" : "as DS2 scales";
    String further =
        question.maxParallelism().isEmpty() && question.surrogate().extrapolates()
            ? " (--max-parallelism lets the model look further)"
            : "";
    return String.format(
        Locale.ROOT,
        "nothing up to %d suffices for %s records/s: %d carries %d %% of it, %s%s",
        found.parallelism(),
        RateText.text(question.rate()),
        found.parallelism(),
        found.carriedPercent(),
        because,
        further);
  }

  private String recommended() {
    String because =
        switch (found.reason()) {
          case TRUSTED -> "the model's pick" + distance();
          case TOO_FAR -> "by DS2, the model's pick is too far" + distance();
          case NONE_SUFFICES -> "by DS2, no mean of the model reaches the rate";
        };
    return "parallelism %d for %s records/s: %s"
        .formatted(found.parallelism(), RateText.text(question.rate()), because);
  }

  private String distance() {
    if (question.alpha() >= NumberText.LARGEST_PARALLELISM) {
      return "";
    }
    return found
        .acquired()
        .match(
            pick ->
                " (%d from an observation, alpha %d)"
                    .formatted(pick.nearestDistance(), question.alpha()),
            empty -> "");
  }

  private String model() {
    Hyperparameters fitted = found.model().hyperparameters();
    String start =
        String.format(
            Locale.ROOT,
            "%s (length %.4g, signal %.4g%s)",
            question.surrogate().word(),
            fitted.lengthScale(),
            fitted.signalDeviation(),
            fitted.noiseDeviation() > 0
                ? String.format(Locale.ROOT, ", noise %.2g", fitted.noiseDeviation())
                : "");
    return start + ": " + found.acquired().match(this::least, empty -> none());
  }

  private String least(Acquired.Pick pick) {
    return "least of 1..%d whose mean suffices is %d, %s"
        .formatted(question.largest(), pick.parallelism(), deviation(pick.prediction()));
  }

  private String none() {
    Prediction last = found.model().predict(question.largest());
    return "none of 1..%d suffices, at %d it expects %s"
        .formatted(question.largest(), question.largest(), deviation(last));
  }

  private static String deviation(Prediction prediction) {
    return "%s +- %s records/s"
        .formatted(RateText.text(prediction.mean()), RateText.text(prediction.standardDeviation()));
  }

  private String linear() {
    return "ds2: %s records/s per subtask at %d, scaled linearly%s: %d%s"
        .formatted(
            RateText.text(question.perSubtask()),
            question.current(),
            steps(),
            found.ds2Parallelism(),
            question.maxParallelism().isPresent()
                ? " (at most %d)".formatted(question.largest())
                : "");
  }

  private String steps() {
    return question.parts().number().isPresent()
        ? " in steps of %d key groups".formatted(question.parts().number().getAsInt())
        : "";
  }
}
