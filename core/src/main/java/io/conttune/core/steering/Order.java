package io.conttune.core.steering;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An order of a person to the service: to do something with a job, or to leave it alone. It is
 * stronger than the tuner.
 */
public sealed interface Order {
  /** The answer that this visitor has for this kind of order. */
  <R> R accept(Visitor<R> visitor);

  /** One answer for each kind of order. */
  interface Visitor<R> {
    R freeze(Freeze order);

    R unfreeze(Unfreeze order);

    R pause(Pause order);

    R resume(Resume order);

    R pin(Pin order);

    R unpin(Unpin order);

    R dismiss(Dismiss order);

    R apply(Apply order);

    R scale(Scale order);

    R undo(Undo order);
  }

  /** The word for it: in commands, in the log and in the store. */
  default String word() {
    return accept(OrderTraits.WORD);
  }

  /** Whether it concerns every job of the store, not one. */
  default boolean concernsAllJobs() {
    return accept(OrderTraits.CONCERNS_ALL);
  }

  /** The time for which it holds unless its author says another; empty for no end. */
  default Optional<Duration> usualTime() {
    return accept(OrderTraits.USUAL_TIME);
  }

  /** Whether it may be given for a time. One that ends another is over once it is read. */
  default boolean mayExpire() {
    return accept(OrderTraits.MAY_EXPIRE);
  }

  /** Change no job, not even where another order asks for it. */
  record Freeze() implements Order {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.freeze(this);
    }
  }

  /** Ends a freeze. */
  record Unfreeze() implements Order {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unfreeze(this);
    }
  }

  /** Do nothing that the tuner of the job wants. */
  record Pause() implements Order {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pause(this);
    }
  }

  /** Ends a pause. */
  record Resume() implements Order {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.resume(this);
    }
  }

  /**
   * Give one operator this parallelism and let it keep it.
   *
   * @param operator its id or its name, as in a job's file
   */
  record Pin(String operator, int parallelism) implements Order {
    public Pin {
      Require.text("operator", operator);
      Require.atLeast("parallelism of " + operator, 1, parallelism);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pin(this);
    }
  }

  /**
   * Ends the pin of one operator.
   *
   * @param operator as the pin names it
   */
  record Unpin(String operator) implements Order {
    public Unpin {
      Require.text("operator", operator);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unpin(this);
    }
  }

  /**
   * Do not do what was recommended, and do not recommend it again.
   *
   * @param parallelism that was recommended
   */
  record Dismiss(Map<OperatorId, Integer> parallelism) implements Order {
    public Dismiss {
      parallelism = OrderTraits.checked(parallelism);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dismiss(this);
    }
  }

  /**
   * Do once what was recommended.
   *
   * @param parallelism that was recommended
   */
  record Apply(Map<OperatorId, Integer> parallelism) implements Order {
    public Apply {
      parallelism = OrderTraits.checked(parallelism);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.apply(this);
    }
  }

  /**
   * Give these operators another parallelism once.
   *
   * @param parallelism by the id or the name of each operator; the others keep theirs
   */
  record Scale(Map<String, Integer> parallelism) implements Order {
    public Scale {
      parallelism = OrderTraits.checked(parallelism);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.scale(this);
    }
  }

  /**
   * Go back once to the last verified plan. If the job has that parallelism, go to the one before.
   */
  record Undo() implements Order {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.undo(this);
    }
  }
}
