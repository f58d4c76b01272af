package io.conttune.benchmark.simulator.job;

import java.util.ArrayDeque;
import java.util.Deque;

/** The records that one source was given over time, from which the age of the oldest follows. */
final class Arrivals {
  private static final double ROUNDING = 1e-9;

  /** Spans of one rate, the newest last; those whose records were all read are forgotten. */
  private final Deque<Span> spans = new ArrayDeque<>();

  private record Span(double rate, double seconds) {
    double records() {
      return rate * seconds;
    }
  }

  /** For some seconds records have arrived at this rate. */
  void add(double rate, double seconds) {
    boolean goesOn = !spans.isEmpty() && spans.getLast().rate() == rate;
    double before = goesOn ? spans.removeLast().seconds() : 0;
    spans.addLast(new Span(rate, before + seconds));
  }

  /** Seconds since the oldest of the records that wait was produced; 0 if none waits. */
  double ageOfOldest(double waiting) {
    double left = waiting;
    double age = 0;
    Deque<Span> needed = new ArrayDeque<>();
    while (left > ROUNDING * waiting && !spans.isEmpty()) {
      Span newest = spans.removeLast();
      needed.addFirst(newest);
      boolean holdsTheOldest = newest.records() >= left;
      age += holdsTheOldest ? left / newest.rate() : newest.seconds();
      left -= newest.records();
    }
    spans.clear();
    spans.addAll(needed);
    return age;
  }
}
