package io.conttune.controller.offline;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.RepeatedFaults;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads rates files and collects what is wrong with them. A line is {@link RatesColumn#HEADER}; one
 * that begins with # is a comment. Rates are in records/s.
 */
final class RatesParser {
  /** Not asked for by a recommendation: that they are numbers tells that no column is lost. */
  private static final Set<RatesColumn> OTHER_RATES =
      EnumSet.range(RatesColumn.TRUE_OUTPUT_RATE, RatesColumn.OBSERVED_OUTPUT_RATE);

  private final List<RatesRow> rows = new ArrayList<>();
  private final RepeatedFaults faults = new RepeatedFaults();

  List<RatesRow> rows() {
    return List.copyOf(rows);
  }

  List<Fault> faults() {
    return faults.faults();
  }

  /** Whether a text holds rates, and not a history with a header. */
  static boolean isFor(String text) {
    return RatesLine.all(text)
        .findFirst()
        .filter(line -> isComment(line) || looksLikeARow(line))
        .isPresent();
  }

  /** A header has no numbers; one field of a row may be wrong. */
  private static boolean looksLikeARow(RatesLine line) {
    return line.fields().size() >= RatesColumn.COUNT
        && EnumSet.range(RatesColumn.EPOCH_TIMESTAMP, RatesColumn.OBSERVED_OUTPUT_RATE).stream()
            .anyMatch(column -> NumberText.isNumber(column.of(line).text()));
  }

  private static boolean isComment(RatesLine line) {
    return line.field(0).text().startsWith("#");
  }

  /** Adds what kept a file from being read. */
  void unreadable(List<Fault> why) {
    why.forEach(faults::add);
  }

  void read(RatesFile file, String text) {
    Iterator<RatesLine> lines = RatesLine.all(text).filter(line -> !isComment(line)).iterator();
    if (!lines.hasNext()) {
      faults.add(new Fault(file.path(), 1, 1, "", "has no row, expected " + RatesColumn.HEADER));
    }
    while (lines.hasNext() && !faults.isMany()) {
      read(file, lines.next());
    }
  }

  private void read(RatesFile file, RatesLine line) {
    int fields = line.fields().size();
    if (fields < RatesColumn.COUNT) {
      String message =
          "has %d fields, expected %d: %s".formatted(fields, RatesColumn.COUNT, RatesColumn.HEADER);
      faults.add("width", new Fault(file.path(), line.number(), line.end(), "", message));
      return;
    }
    Optional<String> operator = operator(file, line);
    OptionalInt instances = instances(file, line);
    OptionalInt instance =
        NumberText.whole(
            RatesColumn.OPERATOR_INSTANCE_ID.of(line).text(),
            1,
            instances.orElse(NumberText.LARGEST_PARALLELISM),
            to(file, line, RatesColumn.OPERATOR_INSTANCE_ID));
    OptionalLong start =
        NumberText.nanoseconds(
            RatesColumn.EPOCH_TIMESTAMP.of(line).text(),
            to(file, line, RatesColumn.EPOCH_TIMESTAMP));
    OTHER_RATES.forEach(rate -> NumberText.any(rate.of(line).text(), to(file, line, rate)));
    if (operator.isPresent()
        && instances.isPresent()
        && instance.isPresent()
        && start.isPresent()) {
      rows.add(
          new RatesRow(
              file,
              line,
              operator.get(),
              instance.getAsInt(),
              instances.getAsInt(),
              start.getAsLong()));
    }
  }

  private Optional<String> operator(RatesFile file, RatesLine line) {
    int behind = RatesColumn.OPERATOR_INSTANCE_ID.of(line).column() - 1;
    String name = line.text().substring(0, line.text().lastIndexOf(',', behind - 1)).strip();
    if (name.isEmpty()) {
      to(file, line, RatesColumn.OPERATOR_ID).accept("is missing, expected an operator's name");
      return Optional.empty();
    }
    return Optional.of(name);
  }

  private OptionalInt instances(RatesFile file, RatesLine line) {
    RatesColumn column = RatesColumn.TOTAL_NUMBER_OF_OPERATOR_INSTANCES;
    return NumberText.parallelism(column.of(line).text(), to(file, line, column));
  }

  private Consumer<String> to(RatesFile file, RatesLine line, RatesColumn column) {
    return message ->
        faults.add(column.cause(line, message), RatesRow.fault(file, line, column, message));
  }
}
