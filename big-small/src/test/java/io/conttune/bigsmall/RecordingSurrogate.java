package io.conttune.bigsmall;

import io.conttune.gp.Model;
import io.conttune.gp.Point;
import io.conttune.gp.Surrogate;
import java.util.List;

/** Remembers what it was last fitted to. */
final class RecordingSurrogate implements Surrogate {
  private List<Point> lastPoints = List.of();

  @Override
  public String name() {
    return "recording";
  }

  @Override
  public Model fit(List<Point> points) {
    lastPoints = points;
    return Tuning.HUNDRED_PER_SUBTASK.fit(points);
  }

  List<Point> lastPoints() {
    return lastPoints;
  }
}
