package io.conttune.system;

import io.conttune.benchmark.jobs.launch.QueryCommandLine;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import io.conttune.benchmark.jobs.ledger.Totals;
import io.conttune.benchmark.jobs.ledger.TotalsAudit;
import io.conttune.benchmark.jobs.source.EarlyEnd;
import io.conttune.benchmark.jobs.source.RateSchedule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A word count with its input: one rate, until somebody ends it.
 *
 * @param name of the job, and of its directory of totals
 * @param schedule of the input
 * @param wordsPerSecond that one subtask of the count can do; the splitter can do far more lines
 * @param totals the directory for what was counted
 */
record WordCountRun(String name, RateSchedule schedule, long wordsPerSecond, Path totals) {
  private static final long SEED = 7;
  private static final int KEYS = 2_000;

  /** Longer than any test takes. */
  private static final int STEPS = 600;

  /** An input that begins now. */
  static WordCountRun starting(
      String name, long linesPerSecond, long wordsPerSecond, Path directory) {
    RateSchedule schedule =
        new RateSchedule(
            Collections.nCopies(STEPS, linesPerSecond), Duration.ofSeconds(1), Instant.now());
    return new WordCountRun(name, schedule, wordsPerSecond, directory.resolve(name));
  }

  /** Ends the input shortly after now; what is returned knows how much there is then. */
  WordCountRun endSoon() throws IOException {
    return new WordCountRun(name, early().endSoon(schedule, Instant.now()), wordsPerSecond, totals);
  }

  private EarlyEnd early() {
    return new EarlyEnd(totals + ".end");
  }

  /** The program's arguments with this in the place of each parallelism. */
  List<String> arguments(String source, String splitter, String count) {
    List<String> rates = schedule.recordsPerSecond().stream().map(String::valueOf).toList();
    return List.of(
        "--parallelism.source",
        source,
        "--parallelism.splitter",
        splitter,
        "--parallelism.count",
        count,
        "--cost.splitter",
        "10000,0,0",
        "--cost.count",
        wordsPerSecond + ",0,0",
        "--rates",
        String.join(",", rates),
        "--step-duration",
        schedule.stepDuration().toMillis() + "ms",
        "--start",
        String.valueOf(schedule.start().toEpochMilli()),
        "--end-file",
        early().file(),
        "--seed",
        String.valueOf(SEED),
        "--keys",
        String.valueOf(KEYS),
        "--totals",
        totals.toString(),
        "--name",
        name);
  }

  /** The arguments of a launch at these parallelisms; the source has one subtask. */
  List<String> arguments(int splitter, int count) {
    return arguments("1", String.valueOf(splitter), String.valueOf(count));
  }

  /** The arguments with a placeholder for each parallelism, as the controller is told them. */
  List<String> template() {
    return arguments(
        "${parallelism:Source: source}", "${parallelism:splitter}", "${parallelism:count}");
  }

  /** These arguments, of which one makes every launch fail at this parallelism of the count. */
  static List<String> failingAt(int count, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--fail-at-parallelism.count", String.valueOf(count)));
    return all;
  }

  /** What was counted, compared with what the input holds. */
  TotalsAudit audit() throws IOException {
    return TotalsAudit.compare(expected(), Totals.read(totals).ledger());
  }

  /** The audit of a job that has lost and repeated nothing. */
  TotalsAudit flawless() {
    return TotalsAudit.flawless(expected());
  }

  private ResultLedger expected() {
    return QueryCommandLine.parse(arguments(1, 1).toArray(String[]::new)).expected();
  }
}
