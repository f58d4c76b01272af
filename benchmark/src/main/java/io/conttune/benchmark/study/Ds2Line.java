package io.conttune.benchmark.study;

import io.conttune.gp.Point;
import java.util.Comparator;
import java.util.List;

/** The linear method [DS2 §3.2] from the nearest observation: every subtask goes on as there. */
record Ds2Line() implements StudiedModel {
  @Override
  public String name() {
    return "ds2";
  }

  @Override
  public Estimate fit(List<Point> points) {
    return parallelism -> {
      Point nearest =
          points.stream()
              .min(Comparator.comparingInt(point -> Math.abs(point.parallelism() - parallelism)))
              .orElseThrow();
      return nearest.processingAbility() / nearest.parallelism() * parallelism;
    };
  }
}
