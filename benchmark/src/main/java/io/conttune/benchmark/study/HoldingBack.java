package io.conttune.benchmark.study;

import io.conttune.gp.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Chooses the points of a history that a model does not see and has to predict. */
enum HoldingBack {
  LEAVE_1("leave 1") {
    @Override
    List<Split> splits(List<Point> points, long seed) {
      return points.stream().map(point -> Split.without(points, List.of(point))).toList();
    }
  },
  LEAVE_3("leave 3") {
    @Override
    List<Split> splits(List<Point> points, long seed) {
      return draws(points, 3, seed);
    }
  },
  LEAVE_6("leave 6") {
    @Override
    List<Split> splits(List<Point> points, long seed) {
      return draws(points, 6, seed);
    }
  },
  NEXT_2("next 2") {
    @Override
    List<Split> splits(List<Point> points, long seed) {
      return IntStream.rangeClosed(2, points.size() - 2)
          .mapToObj(known -> new Split(points.subList(0, known), points.subList(known, known + 2)))
          .toList();
    }
  };

  private static final int DRAWS = 10;

  private final String title;

  HoldingBack(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** The splits of a history; those that are drawn follow from the seed. */
  abstract List<Split> splits(List<Point> points, long seed);

  /** The points that the model sees and those that it must predict, in ascending parallelism. */
  record Split(List<Point> seen, List<Point> asked) {
    Split {
      seen = List.copyOf(seen);
      asked = List.copyOf(asked);
    }

    static Split without(List<Point> points, List<Point> asked) {
      return new Split(points.stream().filter(point -> !asked.contains(point)).toList(), asked);
    }
  }

  private static List<Split> draws(List<Point> points, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Split> splits = new ArrayList<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Point> asked =
          random
              .ints(0, points.size())
              .distinct()
              .limit(count)
              .mapToObj(points::get)
              .sorted(Comparator.comparingInt(Point::parallelism))
              .toList();
      splits.add(Split.without(points, asked));
    }
    return splits;
  }
}
