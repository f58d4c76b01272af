package io.conttune.benchmark.demo;

import io.conttune.benchmark.run.TimelinePoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The state of a demo at one moment.
 *
 * @param elapsed of the schedule
 * @param total length of the schedule
 * @param step that is played, from 1
 * @param steps there are
 * @param point the newest look at the job
 * @param status what the controller does
 * @param lastDecision and its reason
 */
record Frame(
    Duration elapsed,
    Duration total,
    int step,
    int steps,
    TimelinePoint point,
    String status,
    String lastDecision) {
  /** Characters below which a table makes no sense. */
  static final int LEAST_WIDTH = 40;

  private static final int LONGEST_BAR = 60;

  /** So many lines a reason may take. */
  private static final int LINES_OF_TEXT = 3;

  private static final String INDENT = "      ";

  /** A table, no line of which is longer than {@code width}, at least {@link #LEAST_WIDTH}. */
  List<String> table(int width) {
    List<String> lines = new ArrayList<>();
    String progress = format("  step %d of %d  %s / %s", step, steps, clock(elapsed), clock(total));
    lines.add(bar(Math.min(LONGEST_BAR, width - progress.length() - 2)) + progress);
    lines.add(
        format(
            "rate %.0f lines/s   backlog %s lines", point.scheduledRate(), text(point.backlog())));
    lines.add("");
    lines.add(
        format(
            "%-12s %11s %10s %7s %13s %20s",
            "operator", "parallelism", "records/s", "busy", "backpressured", "processing ability"));
    for (Map.Entry<String, TimelinePoint.Operator> entry : point.operators().entrySet()) {
      TimelinePoint.Operator operator = entry.getValue();
      lines.add(
          format(
              "%-12s %11d %10s %7s %13s %20s",
              entry.getKey(),
              operator.parallelism(),
              text(operator.inputRate()),
              percent(operator.busy()),
              percent(operator.backPressured()),
              text(operator.processingAbility())));
    }
    lines.add("");
    lines.addAll(wrap("now:  " + status, width));
    lines.addAll(wrap("last: " + lastDecision, width));
    return lines.stream().map(line -> cut(line, width)).toList();
  }

  /** The same in one line. */
  String line() {
    StringBuilder operators = new StringBuilder();
    point
        .operators()
        .forEach(
            (name, operator) ->
                operators.append(
                    format(
                        "  %s p=%d %s/s busy %s",
                        name,
                        operator.parallelism(),
                        text(operator.inputRate()),
                        percent(operator.busy()))));
    return format(
        "%s step %d/%d rate %.0f backlog %s%s | %s",
        clock(elapsed),
        step,
        steps,
        point.scheduledRate(),
        text(point.backlog()),
        operators,
        status);
  }

  /** Broken at spaces, with a hanging indent; what exceeds the lines allowed is cut. */
  private static List<String> wrap(String text, int width) {
    List<String> lines = Wrapping.lines(text, width, INDENT);
    if (lines.size() <= LINES_OF_TEXT) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, LINES_OF_TEXT));
    String last = shown.get(LINES_OF_TEXT - 1);
    shown.set(LINES_OF_TEXT - 1, last.substring(0, Math.min(last.length(), width - 1)) + "…");
    return shown;
  }

  private String bar(int length) {
    double share = Math.min(1, (double) elapsed.toMillis() / Math.max(1, total.toMillis()));
    int full = (int) Math.round(length * Math.max(0, share));
    return "[" + "#".repeat(full) + ".".repeat(length - full) + "]";
  }

  private static String clock(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return format("%d:%02d", seconds / 60, seconds % 60);
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? format("%.0f", value.getAsDouble()) : "-";
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent() ? format("%.0f%%", 100 * share.getAsDouble()) : "-";
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
