package io.conttune.bigsmall;

import io.conttune.core.history.MeanAbility;
import io.conttune.core.tuning.InputParts;
import io.conttune.gp.Hyperparameters;
import io.conttune.gp.Model;
import io.conttune.gp.Point;
import io.conttune.gp.Prediction;
import io.conttune.gp.Surrogate;
import java.util.List;

/**
 * A model of an operator whose input is divided into parts. The surrogate is fitted to what the
 * subtasks would process if they shared evenly, which is a smooth curve. The steps, where one
 * subtask has a part more than another, are then put on it.
 *
 * @param even the smooth curve
 * @param parts of the input
 * @param points that were observed, in ascending parallelism
 */
public record PartsModel(Model even, InputParts parts, List<Point> points) implements Model {
  public PartsModel {
    points = List.copyOf(points);
  }

  /**
   * The model of an operator.
   *
   * @param surrogate fits the smooth curve
   * @param history of the operator, at least one, in ascending parallelism
   */
  public static Model fit(Surrogate surrogate, List<MeanAbility> history, InputParts parts) {
    List<Point> smooth =
        history.stream().map(seen -> point(seen, parts.evenness(seen.parallelism()))).toList();
    List<Point> observed = history.stream().map(seen -> point(seen, 1)).toList();
    return new PartsModel(surrogate.fit(smooth), parts, observed);
  }

  private static Point point(MeanAbility seen, double evenness) {
    return new Point(seen.parallelism(), seen.processingAbility() / evenness, seen.samples());
  }

  @Override
  public Prediction predict(int parallelism) {
    Prediction smooth = even.predict(parallelism);
    double evenness = parts.evenness(parallelism);
    return new Prediction(smooth.mean() * evenness, smooth.standardDeviation() * evenness);
  }

  @Override
  public double mean(int parallelism) {
    return even.mean(parallelism) * parts.evenness(parallelism);
  }

  @Override
  public Hyperparameters hyperparameters() {
    return even.hyperparameters();
  }
}
