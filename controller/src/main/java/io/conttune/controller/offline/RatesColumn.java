package io.conttune.controller.offline;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The columns of a rates file in their order, named as in the comment of DS2's own examples. */
enum RatesColumn {
  OPERATOR_ID(8),
  OPERATOR_INSTANCE_ID(7),
  TOTAL_NUMBER_OF_OPERATOR_INSTANCES(6),
  EPOCH_TIMESTAMP(5),
  TRUE_PROCESSING_RATE(4),
  TRUE_OUTPUT_RATE(3),
  OBSERVED_PROCESSING_RATE(2),
  OBSERVED_OUTPUT_RATE(1);

  static final int COUNT = values().length;

  /** All names, as a line would have their values. */
  static final String HEADER =
      Arrays.stream(values()).map(RatesColumn::title).collect(Collectors.joining(","));

  private final int fromEnd;

  RatesColumn(int fromEnd) {
    this.fromEnd = fromEnd;
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Equal for all faults of one cause: the column, and the message without the value. */
  String cause(RatesLine line, String message) {
    return title() + ": " + message.replace(of(line).text(), "");
  }

  /**
   * The value in a line of at least as many fields as there are columns. Counted from the end: an
   * operator's name is written as it is, and may have commas of its own.
   */
  RatesLine.Field of(RatesLine line) {
    return line.field(line.fields().size() - fromEnd);
  }
}
