package io.conttune.benchmark.jobs.launch;

import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.nexmark.Q1;
import io.conttune.benchmark.jobs.nexmark.Q11;
import io.conttune.benchmark.jobs.nexmark.Q2;
import io.conttune.benchmark.jobs.nexmark.Q3;
import io.conttune.benchmark.jobs.nexmark.Q5;
import io.conttune.benchmark.jobs.nexmark.Q8;
import io.conttune.benchmark.jobs.wordcount.WordCount;
import java.util.List;
import java.util.stream.Collectors;

/** All queries there are. */
public final class Queries {
  /** In the order in which they are shown. */
  public static final List<Query> ALL =
      List.of(new WordCount(), new Q1(), new Q2(), new Q3(), new Q5(), new Q8(), new Q11());

  private Queries() {}

  /**
   * The query of that name.
   *
   * @throws IllegalArgumentException if there is none, listing those that there are
   */
  public static Query named(String name) {
    return ALL.stream()
        .filter(query -> query.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of %s, got '%s'"
                        .formatted(
                            ALL.stream().map(Query::name).collect(Collectors.joining(", ")),
                            name)));
  }
}
