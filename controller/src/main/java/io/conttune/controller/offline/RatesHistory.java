package io.conttune.controller.offline;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Nearest;
import io.conttune.controller.input.Reading;
import io.conttune.controller.input.RepeatedFaults;
import java.util.List;
import java.util.Optional;

/** Picks one operator of those in the rates, and checks its rates as a history's are checked. */
final class RatesHistory {
  private static final String OPTION = "--operator";

  private final String path;
  private final List<RatesRow> rows;
  private final RepeatedFaults faults = new RepeatedFaults();

  private RatesHistory(String path, RatesParser parser) {
    this.path = path;
    this.rows = parser.rows();
    parser.faults().forEach(faults::add);
  }

  /**
   * The history of an operator.
   *
   * @param path of what was read
   * @param operator asked for; if none is, there must be one only that is no source
   */
  static Reading<OperatorHistory> of(String path, RatesParser parser, Optional<String> operator) {
    return new RatesHistory(path, parser).read(operator);
  }

  private Reading<OperatorHistory> read(Optional<String> asked) {
    Optional<String> chosen = choose(asked);
    rows.forEach(row -> check(row, chosen));
    RatesEpochs epochs =
        RatesEpochs.of(
            rows.stream().filter(row -> chosen.equals(Optional.of(row.operator()))).toList());
    epochs.faults().forEach(fault -> faults.add("twice", fault));
    if (!faults.isEmpty()) {
      return new Reading.Faulty<>(faults.faults());
    }
    List<Sample> samples = epochs.samples();
    Sample.checkDistinct(samples, message -> fault("parallelism", message));
    if (samples.isEmpty()) {
      String message = "has no epoch that all instances of %s wrote: %s";
      fault("", message.formatted(chosen.orElseThrow(), epochs.incomplete()));
    }
    return faults.isEmpty()
        ? new Reading.Valid<>(new OperatorHistory(samples, leftOut(epochs, chosen.orElseThrow())))
        : new Reading.Faulty<>(faults.faults());
  }

  private Optional<String> leftOut(RatesEpochs epochs, String operator) {
    int incomplete = epochs.size() - epochs.samples().size();
    String message = "%s: left out %d of %d epochs of %s, not written by all instances: %s";
    return incomplete == 0
        ? Optional.empty()
        : Optional.of(
            message.formatted(path, incomplete, epochs.size(), operator, epochs.incomplete()));
  }

  private Optional<String> choose(Optional<String> asked) {
    List<String> known =
        rows.stream()
            .filter(RatesRow::processes)
            .map(RatesRow::operator)
            .distinct()
            .sorted()
            .toList();
    if (asked.filter(known::contains).isPresent()) {
      return asked;
    }
    if (known.isEmpty()) {
      if (faults.isEmpty()) {
        fault("", "has no operator that is no source: all true processing rates are 0");
      }
      return Optional.empty();
    }
    if (asked.isEmpty() && known.size() == 1) {
      return Optional.of(known.get(0));
    }
    String problem = asked.map(name -> unknown(name, known)).orElseGet(() -> missing(known));
    faults.add(Fault.ofOption(OPTION, problem));
    return Optional.empty();
  }

  private String unknown(String asked, List<String> known) {
    boolean source = rows.stream().anyMatch(row -> row.operator().equals(asked));
    return "is %s, %s%s"
        .formatted(
            asked,
            source ? "a source, whose true processing rates are 0, " : "",
            Nearest.expectation(asked, known));
  }

  private static String missing(List<String> known) {
    return "is missing, expected one of " + String.join(", ", known);
  }

  /** Of the other operators, a source writes 0, and one that did nothing NaN. */
  private void check(RatesRow row, Optional<String> chosen) {
    String rate = row.trueProcessingRate();
    if (chosen.equals(Optional.of(row.operator()))) {
      NumberText.positive(rate, message -> fault(row, message));
    } else {
      NumberText.any(rate, message -> fault(row, message));
    }
  }

  private void fault(RatesRow row, String message) {
    RatesColumn column = RatesColumn.TRUE_PROCESSING_RATE;
    faults.add(column.cause(row.line(), message), row.fault(column, message));
  }

  private void fault(String what, String message) {
    faults.add(Fault.ofFile(path, what, message));
  }
}
