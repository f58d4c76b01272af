package io.conttune.benchmark.jobs.ledger;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * The results that a sink has taken in, and how late they came.
 *
 * @param ledger of the results
 * @param latency of those that did not come before they were due, as those of windows do that the
 *     end of the input closes early
 */
public record Totals(ResultLedger ledger, LatencyHistogram latency) {

  public Totals {
    Objects.requireNonNull(ledger, "ledger");
    Objects.requireNonNull(latency, "latency");
  }

  /** Those of a sink that has taken in nothing. */
  static Totals none() {
    return new Totals(new ResultLedger(), new LatencyHistogram());
  }

  /** Notes a result that arrives at this time, in ms since the epoch. */
  void add(Result result, long arrival) {
    ledger.add(result.text());
    if (arrival >= result.due()) {
      latency.add(arrival - result.due());
    }
  }

  /** All of these together. */
  static Totals sum(Collection<Totals> parts) {
    return parts.stream()
        .reduce(
            none(),
            (some, other) ->
                new Totals(some.ledger.plus(other.ledger), some.latency.plus(other.latency)));
  }

  /**
   * Reads what the subtasks of the sink published at the end of the input.
   *
   * @throws IOException if the directory has no totals, or one of its files cannot be read
   */
  public static Totals read(Path directory) throws IOException {
    Totals totals = none();
    int files = 0;
    String pattern = TotalsFile.PREFIX + "*" + TotalsFile.SUFFIX;
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, pattern)) {
      for (Path file : found) {
        totals = sum(List.of(totals, TotalsFile.read(file)));
        files++;
      }
    }
    if (files == 0) {
      throw new IOException(directory + ": expected totals of a sink, found none");
    }
    return totals;
  }
}
