package io.conttune.controller.extension;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Something that code of the user's makes when it is needed first. Safe for several threads. */
public final class Made<M> {
  private final Callable<M> maker;
  private Optional<M> made = Optional.empty();

  /** What this will make, once. */
  public Made(Callable<M> maker) {
    this.maker = Objects.requireNonNull(maker, "maker");
  }

  /**
   * What was made. If that fails it is tried again at the next call.
   *
   * @throws Exception whatever the code of the user's throws
   */
  public synchronized M get() throws Exception {
    M present =
        made.isPresent() ? made.get() : Objects.requireNonNull(maker.call(), "it has made null");
    made = Optional.of(present);
    return present;
  }
}
