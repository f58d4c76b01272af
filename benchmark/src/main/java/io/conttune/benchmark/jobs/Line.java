package io.conttune.benchmark.jobs;

/**
 * One line of the input, about 1 KiB on the wire.
 *
 * @param text the words, separated by one blank each
 * @param padding fills the record up: records of a few bytes would hide half a minute of overload
 *     in Flink's buffers
 */
public record Line(String text, String padding) {

  private static final int WIRE_BYTES = 1024;

  static Line padded(String text) {
    return new Line(text, paddingFor(text));
  }

  static String paddingFor(String text) {
    return "-".repeat(Math.max(0, WIRE_BYTES - text.length()));
  }
}
