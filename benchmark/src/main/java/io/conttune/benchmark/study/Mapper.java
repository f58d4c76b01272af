package io.conttune.benchmark.study;

import io.conttune.gp.Point;
import java.util.List;

/** The measured processing ability of the mapper of Nexmark Q1, records/s [ContTune README]. */
final class Mapper {
  static final List<Point> POINTS =
      List.of(
          new Point(1, 529573.16752, 1),
          new Point(2, 966817.36242, 1),
          new Point(4, 1829695.58, 1),
          new Point(6, 2535502.7616, 1),
          new Point(7, 2936888.579, 1),
          new Point(8, 3118477.8826, 1),
          new Point(10, 3721099.1836, 1),
          new Point(13, 4624714.165666, 1),
          new Point(15, 4967828.2586, 1),
          new Point(20, 6350677.0454, 1),
          new Point(21, 6465249.805, 1),
          new Point(25, 7089387.3074, 1),
          new Point(26, 7476391.84, 1));

  private Mapper() {}
}
