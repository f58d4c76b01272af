package io.conttune.controller.config;

import io.conttune.core.Require;
import java.util.OptionalInt;

/** The rule for the parallelism of sources: subtasks without a partition stall watermarks. */
public sealed interface SourceLimit {
  /**
   * The most subtasks that a source may have; empty if it keeps those that it has.
   *
   * @param told the partitions that it tells
   */
  OptionalInt most(OptionalInt told);

  /** The number of partitions of every source that the user has given; empty without one. */
  OptionalInt given();

  /** What keeps a source from growing by this rule alone, and what would lift it, for a person. */
  String ceiling();

  /** They keep what they have. */
  record Fixed() implements SourceLimit {
    @Override
    public OptionalInt most(OptionalInt told) {
      return OptionalInt.empty();
    }

    @Override
    public OptionalInt given() {
      return OptionalInt.empty();
    }

    @Override
    public String ceiling() {
      return "sources keep their parallelism (parallelism.sources: fixed); set 'partitions' there,"
          + " or the number of partitions, to let it grow";
    }
  }

  /** They may have up to one subtask for each partition that they tell. */
  record Told() implements SourceLimit {
    @Override
    public OptionalInt most(OptionalInt told) {
      return told;
    }

    @Override
    public OptionalInt given() {
      return OptionalInt.empty();
    }

    @Override
    public String ceiling() {
      return "its metrics do not tell its partitions (parallelism.sources: partitions); set their"
          + " number there to let it grow";
    }
  }

  /**
   * They may have up to one subtask for each of so many partitions, and of those that they tell.
   */
  record Partitions(int count) implements SourceLimit {
    public Partitions {
      Require.atLeast("partitions of the sources", 1, count);
    }

    @Override
    public OptionalInt most(OptionalInt told) {
      return OptionalInt.of(Math.min(count, told.orElse(count)));
    }

    @Override
    public OptionalInt given() {
      return OptionalInt.of(count);
    }

    @Override
    public String ceiling() {
      return "its input has %d partitions (parallelism.sources); add partitions".formatted(count);
    }
  }
}
