package io.conttune.benchmark.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How a demo stands at one moment.
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
    DemoPoint point,
    String status,
    String lastDecision) {
  private static final int BAR = 40;

  /** A table of a fixed number of lines, none longer than {@code width}. */
  List<String> table(int width) {
    List<String> lines = new ArrayList<>();
    lines.add(
        format("%s  step %d of %d  %s / %s", bar(), step, steps, clock(elapsed), clock(total)));
    lines.add(
        format(
            "rate %.0f lines/s   backlog %s lines", point.scheduledRate(), text(point.backlog())));
    lines.add("");
    lines.add(
        format(
            "%-12s %11s %10s %7s %13s %20s",
            "operator", "parallelism", "records/s", "busy", "backpressured", "processing ability"));
    for (Map.Entry<String, DemoPoint.Operator> entry : point.operators().entrySet()) {
      DemoPoint.Operator operator = entry.getValue();
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
    lines.add("now:  " + status);
    lines.add("last: " + lastDecision);
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

  private String bar() {
    double share = Math.min(1, (double) elapsed.toMillis() / Math.max(1, total.toMillis()));
    int full = (int) Math.round(BAR * Math.max(0, share));
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
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
