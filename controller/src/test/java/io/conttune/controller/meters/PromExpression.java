package io.conttune.controller.meters;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * An expression of Prometheus, as far as our alerts and our dashboard need the language. As there,
 * a counter that is told for the first time has not grown, and names are lost in a result.
 */
@FunctionalInterface
interface PromExpression {
  /** The values of the expression at a time, by their labels. */
  Map<Map<String, String>, Double> at(Scrapes scrapes, Instant time);

  /** The labels of a number that belongs to no series. */
  Map<String, String> NONE = Map.of();

  static PromExpression number(double value) {
    return (scrapes, time) -> Map.of(NONE, value);
  }

  static PromExpression select(Predicate<Scrapes.Series> series) {
    return (scrapes, time) -> scrapes.at(time, series);
  }

  /** A function of the values within a range; without two of them there is no result. */
  static PromExpression over(
      Duration range, Predicate<Scrapes.Series> series, ToDoubleFunction<List<Double>> function) {
    return (scrapes, time) -> {
      Map<Map<String, String>, Double> found = new LinkedHashMap<>();
      scrapes
          .within(range, time, series)
          .forEach(
              (labels, values) -> {
                if (values.size() > 1) {
                  found.put(labels, function.applyAsDouble(values));
                }
              });
      return found;
    };
  }

  /** The growth of a counter, which begins at 0 again when its service is started again. */
  static double increase(List<Double> values) {
    double grown = 0;
    for (int i = 1; i < values.size(); i++) {
      double step = values.get(i) - values.get(i - 1);
      grown += step < 0 ? values.get(i) : step;
    }
    return grown;
  }

  static double changes(List<Double> values) {
    double changes = 0;
    for (int i = 1; i < values.size(); i++) {
      changes += values.get(i).equals(values.get(i - 1)) ? 0 : 1;
    }
    return changes;
  }

  static PromExpression absent(PromExpression of) {
    return (scrapes, time) -> of.at(scrapes, time).isEmpty() ? Map.of(NONE, 1.0) : Map.of();
  }

  static PromExpression sumBy(Set<String> kept, PromExpression of) {
    return (scrapes, time) -> {
      Map<Map<String, String>, Double> sums = new LinkedHashMap<>();
      of.at(scrapes, time)
          .forEach(
              (labels, value) -> {
                Map<String, String> group = new TreeMap<>(labels);
                group.keySet().retainAll(kept);
                sums.merge(group, value, Double::sum);
              });
      return sums;
    };
  }

  /** Values of the left side with those of the right that have the same labels, or no series. */
  static PromExpression both(PromExpression left, PromExpression right, DoubleBinaryOperator with) {
    return (scrapes, time) -> {
      Map<Map<String, String>, Double> others = right.at(scrapes, time);
      Map<Map<String, String>, Double> found = new LinkedHashMap<>();
      left.at(scrapes, time)
          .forEach(
              (labels, value) -> {
                Double other = others.getOrDefault(labels, others.get(NONE));
                if (other != null) {
                  found.put(labels, with.applyAsDouble(value, other));
                }
              });
      return found;
    };
  }

  /** The values of the left side for which this holds. */
  static PromExpression where(PromExpression left, PromExpression right, Comparison comparison) {
    return (scrapes, time) -> {
      Map<Map<String, String>, Double> found =
          new LinkedHashMap<>(
              both(left, right, (value, other) -> comparison.holds(value, other) ? value : NO_VALUE)
                  .at(scrapes, time));
      found.values().removeIf(value -> Double.isNaN(value));
      return found;
    };
  }

  double NO_VALUE = Double.NaN;

  /** Compares two values. */
  @FunctionalInterface
  interface Comparison {
    boolean holds(double value, double other);
  }
}
