package io.conttune.harness;

import io.conttune.patched.JobArguments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A job of {@code patch/jobs} that counts the numbers of each key, and writes the totals when its
 * input has ended, which it does by itself.
 */
final class TotalsRun implements MatrixJob {
  private static final int SECONDS = 25;
  private static final int PER_SECOND = 200;
  private static final long KEYS = 20_000;

  private final String name;
  private final Path totals;
  private final List<String> usual;

  private TotalsRun(String name, Path totals) {
    this.name = name;
    this.totals = totals;
    this.usual =
        new JobArguments("count", name, SECONDS, PER_SECOND)
            .with("totals", totals.toString())
            .list();
  }

  static TotalsRun startingNow(String name, Path parent) {
    return new TotalsRun(name, parent.resolve(name));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> arguments(String count) {
    return with("--parallelism.work", count);
  }

  @Override
  public List<String> following() {
    return with("--follows", "true");
  }

  private List<String> with(String argument, String value) {
    List<String> all = new ArrayList<>(usual);
    all.addAll(List.of(argument, value));
    return all;
  }

  @Override
  public void endInput() {
    // Its schedule has an end.
  }

  @Override
  public Audit.Counted counted() throws IOException {
    Map<Long, Long> counted = new HashMap<>();
    for (String line : Audit.lines(totals)) {
      int comma = line.indexOf(',');
      counted.merge(
          Long.valueOf(line.substring(0, comma)),
          Long.valueOf(line.substring(comma + 1)),
          Long::sum);
    }
    long lost = 0;
    long duplicated = 0;
    for (long number = 0; number < (long) SECONDS * PER_SECOND; number++) {
      // Fewer numbers than keys, so that each key has one.
      long surplus = counted.getOrDefault(number % KEYS, 0L) - 1;
      lost += Math.max(0, -surplus);
      duplicated += Math.max(0, surplus);
    }
    return new Audit.Counted(lost, duplicated);
  }
}
