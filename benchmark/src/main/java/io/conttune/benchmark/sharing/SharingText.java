package io.conttune.benchmark.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A result in Markdown: a table over time, and what was counted. */
final class SharingText {
  private static final long ROW_MILLIS = 10_000;

  /** Rows just after a kill or a join are closer together. */
  private static final long CLOSE_ROW_MILLIS = 2000;

  private static final long CLOSE_MILLIS = 20_000;

  private SharingText() {}

  static List<String> lines(SharingResult result) {
    List<String> lines = new ArrayList<>();
    SharingRun run = result.run();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d processors, JDK %s, %d jobs of %d operators, poll %.1f s, load %.1f",
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            run.load().jobs(),
            run.load().operators(),
            run.load().poll().toMillis() / 1000.0,
            result.machineLoad()));
    lines.add("");
    lines.add(
        IntStream.rangeClosed(0, run.controllers())
            .mapToObj(number -> " controller %d |".formatted(number))
            .collect(Collectors.joining("", "| s |", " nobody | |")));
    lines.add("|---".repeat(run.controllers() + 4) + "|");
    rows(result).forEach(at -> lines.add(row(result, at)));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "longest time without a controller: %.2f polls (bound %d)",
            result.longestWithout(),
            SharingResult.MOST_POLLS));
    lines.add(
        String.format(
            Locale.ROOT,
            "longest time between two looks of controllers that act: %.2f polls",
            result.longestBetweenLooks()));
    lines.add(
        String.format(
            Locale.ROOT,
            "acts: %d, of a controller without the lease: %d; two leases on one job at a time: %s",
            result.acts().size(),
            result.unheldActs(),
            result.granted().overlap() ? "yes" : "never"));
    lines.add(
        String.format(
            Locale.ROOT,
            "rescales in the middle of which it was killed: %d, ended: %d, verified: %d",
            result.rescales().size(),
            result.ended(),
            result.verified()));
    lines.add("leases that changed hands in peace: " + result.movesInPeace());
    lines.add(
        "shared evenly before the kill, before the join and at the end: "
            + (result.isShared() ? "yes" : "no"));
    return lines;
  }

  private static List<Long> rows(SharingResult result) {
    SharingRun.Course course = result.course();
    List<Long> rows = new ArrayList<>();
    long at = course.begin();
    while (at < course.end()) {
      rows.add(at);
      long step = isClose(course, at) ? CLOSE_ROW_MILLIS : ROW_MILLIS;
      long next = at + step;
      if (at < course.killed() && course.killed() <= next) {
        next = course.killed();
      } else if (at < course.joined() && course.joined() <= next) {
        next = course.joined();
      }
      at = next;
    }
    rows.add(course.end() - 1);
    return rows;
  }

  private static boolean isClose(SharingRun.Course course, long at) {
    return (at >= course.killed() && at < course.killed() + CLOSE_MILLIS)
        || (at >= course.joined() && at < course.joined() + CLOSE_MILLIS)
        || at < course.begin() + CLOSE_MILLIS;
  }

  private static String row(SharingResult result, long at) {
    SharingRun.Course course = result.course();
    List<Long> counts = result.counts(at);
    long held = counts.stream().mapToLong(Long::longValue).sum();
    String remark =
        at == course.killed()
            ? "controller %d is killed".formatted(SharingRun.KILLED)
            : at == course.joined()
                ? "controller %d joins".formatted(result.run().controllers())
                : "";
    return String.format(Locale.ROOT, "| %.0f |", (at - course.begin()) / 1000.0)
        + counts.stream().map(" %d |"::formatted).collect(Collectors.joining())
        + " %d | %s |".formatted(result.run().load().jobs() - held, remark);
  }
}
