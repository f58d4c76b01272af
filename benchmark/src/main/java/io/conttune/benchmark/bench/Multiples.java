package io.conttune.benchmark.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * The schedule of multiples of the unit rates: half as many as there are steps, spread evenly up to
 * the largest, in an order drawn from a seed, played twice. Twenty steps are the paper's 1 to 10,
 * each twice [ContTune §6].
 */
final class Multiples {
  static final long LARGEST = 10;

  private Multiples() {}

  static List<Long> of(int steps, long seed) {
    int different = (steps + 1) / 2;
    List<Long> once =
        new ArrayList<>(
            LongStream.rangeClosed(1, different)
                .map(each -> (each * LARGEST + different - 1) / different)
                .boxed()
                .toList());
    SplittableRandom random = new SplittableRandom(seed);
    for (int last = once.size() - 1; last > 0; last--) {
      Collections.swap(once, last, random.nextInt(last + 1));
    }
    List<Long> all = new ArrayList<>(once);
    all.addAll(once);
    return all.subList(0, steps);
  }
}
