package io.conttune.benchmark.simulator.schedule;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.RepeatedFaults;
import io.conttune.controller.input.csv.CsvColumn;
import io.conttune.controller.input.csv.CsvField;
import io.conttune.controller.input.csv.CsvRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The columns of a trace: its values and, if it has them, their times. Not thread-safe. */
final class RateColumns {
  static final String EXPECTED_VALUE = "expected a number from 0 to 1e15";

  private static final double MOST = 1e15;
  private static final long LEAST_HOLD_MILLIS = 1000;
  private static final String TIME = "time";
  private static final String RATE = "rate";
  private static final Map<String, LoadUnit> UNITS =
      Map.of(
          "factor",
          LoadUnit.FACTOR,
          RATE,
          LoadUnit.RECORDS_PER_SECOND,
          "records_per_second",
          LoadUnit.RECORDS_PER_SECOND);
  private static final String EXPECTED_HEADER =
      "expected one column factor, rate or records_per_second, and time if the steps are unequal";

  private final String file;
  private final RepeatedFaults faults;

  private boolean areKnown = true;
  private Optional<LoadUnit> unit = Optional.empty();
  private OptionalInt timeAt = OptionalInt.empty();
  private int valueAt;
  private int width = 1;
  private CsvColumn values;
  private CsvColumn times;

  RateColumns(String file, RepeatedFaults faults) {
    this.file = file;
    this.faults = faults;
    values = new CsvColumn(file, "", faults);
    times = new CsvColumn(file, TIME, faults);
  }

  /** The column of the rates; in a file without a header it has no name. */
  CsvColumn values() {
    return values;
  }

  /** Returns whether rows can be read: nothing is wrong with the header. */
  boolean areKnown() {
    return areKnown;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** Returns whether the first row is a header, and not a rate of a file without one. */
  boolean readHeader(CsvRow row) {
    List<String> names =
        row.fields().stream().map(field -> field.text().toLowerCase(Locale.ROOT)).toList();
    List<Integer> found =
        IntStream.range(0, names.size())
            .filter(index -> UNITS.containsKey(names.get(index)))
            .boxed()
            .toList();
    boolean isHeader = !found.isEmpty() || names.contains(TIME) || isOfSeveralColumns(row);
    if (isHeader && found.size() != 1) {
      areKnown = false;
      String is = found.isEmpty() ? "is no header" : "has several columns of rates";
      faults.add(at(row.field(0), "", is + ", " + EXPECTED_HEADER));
    } else if (isHeader) {
      valueAt = found.get(0);
      unit = Optional.of(UNITS.get(names.get(valueAt)));
      int time = names.indexOf(TIME);
      timeAt = time < 0 ? OptionalInt.empty() : OptionalInt.of(time);
      width = names.size();
      values = new CsvColumn(file, names.get(valueAt), faults);
    }
    return isHeader;
  }

  /** Fields behind the first one may be blank: a spreadsheet writes those of its other rows. */
  private static boolean isOfSeveralColumns(CsvRow row) {
    return row.fields().stream().filter(field -> !field.text().isEmpty()).count() > 1;
  }

  void add(CsvRow row) {
    if (row.fields().stream().skip(width).anyMatch(field -> !field.text().isEmpty())) {
      String message =
          "has %d fields, expected %d as in the first row".formatted(row.fields().size(), width);
      faults.add("width", at(row.field(width), "", message));
    }
    values.add(row.field(valueAt));
    timeAt.ifPresent(index -> times.add(row.field(index)));
  }

  /** The trace; empty if there is none, or a fault. */
  Optional<RateTrace> trace(char separator) {
    List<OptionalDouble> read = values.read(separator, RateColumns::value);
    List<Optional<Duration>> sinceAny = times.read(separator, TimeText::parse);
    List<Duration> holds =
        sinceAny.stream().allMatch(Optional::isPresent)
            ? holds(sinceAny.stream().map(Optional::orElseThrow).toList())
            : List.of();
    return faults.isEmpty()
        ? Optional.of(
            new RateTrace(unit, read.stream().map(OptionalDouble::orElseThrow).toList(), holds))
        : Optional.empty();
  }

  /** The last rate holds as long as the one before it. */
  private List<Duration> holds(List<Duration> since) {
    List<Duration> holds = new ArrayList<>();
    for (int i = 1; i < since.size(); i++) {
      Duration hold = since.get(i).minus(since.get(i - 1));
      holds.add(hold);
      if (hold.toMillis() < LEAST_HOLD_MILLIS) {
        CsvField field = times.fields().get(i);
        String message =
            "is %s, expected at least a second after the row above".formatted(field.text());
        faults.add("order", at(field, TIME, message));
      }
    }
    if (!holds.isEmpty()) {
      holds.add(holds.get(holds.size() - 1));
    }
    return holds;
  }

  private static OptionalDouble value(String text, Consumer<String> fault) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= MOST) {
        return OptionalDouble.of(value);
      }
      fault.accept("is %s, %s".formatted(text, EXPECTED_VALUE));
    } catch (NumberFormatException e) {
      String is = text.isEmpty() ? "is missing" : "is \"%s\", which is no number".formatted(text);
      fault.accept(is + ", " + EXPECTED_VALUE);
    }
    return OptionalDouble.empty();
  }

  private Fault at(CsvField field, String name, String message) {
    return new Fault(file, field.line(), field.column(), name, message);
  }
}
