package io.conttune.controller.offline;

import io.conttune.controller.input.Fault;

/**
 * One line of a rates file: one instance of an operator in one epoch.
 *
 * @param file in which it is
 * @param line of the file
 * @param operator its name, which DS2 takes for its id
 * @param instance from 1 to the number of instances
 * @param instances how many the operator had: its parallelism
 * @param start of the epoch by {@link System#nanoTime}, comparable within one machine only
 */
record RatesRow(
    RatesFile file, RatesLine line, String operator, int instance, int instances, long start) {
  /** Records per second of useful time, as they are written: 0 for a source. */
  String trueProcessingRate() {
    return RatesColumn.TRUE_PROCESSING_RATE.of(line).text();
  }

  /** Whether a rate above 0 is stated, or could be meant. */
  boolean processes() {
    return !NumberText.isZero(trueProcessingRate());
  }

  Fault fault(RatesColumn column, String message) {
    return fault(file, line, column, message);
  }

  static Fault fault(RatesFile file, RatesLine line, RatesColumn column, String message) {
    int at = column.of(line).column();
    return new Fault(file.path(), line.number(), at, column.title(), message);
  }
}
