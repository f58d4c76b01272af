package io.conttune.core.steering;

import io.conttune.core.Require;
import java.util.Objects;

/**
 * The end of an order.
 *
 * @param cause why it is over
 * @param note one sentence for a person
 */
public record OrderEnd(Cause cause, String note) {
  public OrderEnd {
    Objects.requireNonNull(cause, "cause");
    Require.text("note", note);
  }

  /** The reason for which an order is over. */
  public enum Cause {
    /** What it asked for was begun, or is so already. */
    DONE,
    /** Its time is over. */
    EXPIRED,
    /** Another order has ended it. */
    LIFTED,
    /** A newer order of its kind has taken its place. */
    REPLACED,
    /** It cannot be carried out. */
    REFUSED
  }
}
