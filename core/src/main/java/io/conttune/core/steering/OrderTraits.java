package io.conttune.core.steering;

import io.conttune.core.Require;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The facts that hold for every order of a kind. */
final class OrderTraits {
  /** A request that could not be carried out for so long was meant for another situation. */
  private static final Duration REQUEST = Duration.ofMinutes(15);

  private static final Duration DISMISSAL = Duration.ofDays(1);

  static final Order.Visitor<String> WORD =
      new OfKind<>(
          "freeze",
          "unfreeze",
          "pause",
          "resume",
          "pin",
          "unpin",
          "dismiss",
          "apply",
          "scale",
          "undo");

  static final Order.Visitor<Boolean> CONCERNS_ALL =
      new OfKind<>(true, true, false, false, false, false, false, false, false, false);

  static final Order.Visitor<Boolean> MAY_EXPIRE =
      new OfKind<>(true, false, true, false, true, false, true, true, true, true);

  static final Order.Visitor<Optional<Duration>> USUAL_TIME =
      new OfKind<>(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(DISMISSAL),
          Optional.of(REQUEST),
          Optional.of(REQUEST),
          Optional.of(REQUEST));

  private OrderTraits() {}

  static <K> Map<K, Integer> checked(Map<K, Integer> parallelism) {
    if (parallelism.isEmpty()) {
      throw new IllegalArgumentException(
          "no operator is named, expected the parallelism of at least one");
    }
    parallelism.forEach((key, value) -> Require.atLeast("parallelism of " + key, 1, value));
    return Map.copyOf(parallelism);
  }

  /** One value for each kind. */
  private record OfKind<R>(
      R freeze, R unfreeze, R pause, R resume, R pin, R unpin, R dismiss, R apply, R scale, R undo)
      implements Order.Visitor<R> {
    @Override
    public R freeze(Order.Freeze order) {
      return freeze;
    }

    @Override
    public R unfreeze(Order.Unfreeze order) {
      return unfreeze;
    }

    @Override
    public R pause(Order.Pause order) {
      return pause;
    }

    @Override
    public R resume(Order.Resume order) {
      return resume;
    }

    @Override
    public R pin(Order.Pin order) {
      return pin;
    }

    @Override
    public R unpin(Order.Unpin order) {
      return unpin;
    }

    @Override
    public R dismiss(Order.Dismiss order) {
      return dismiss;
    }

    @Override
    public R apply(Order.Apply order) {
      return apply;
    }

    @Override
    public R scale(Order.Scale order) {
      return scale;
    }

    @Override
    public R undo(Order.Undo order) {
      return undo;
    }
  }
}
