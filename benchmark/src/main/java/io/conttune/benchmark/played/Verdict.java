package io.conttune.benchmark.played;

/**
 * The judgement of an act of the service by the truth.
 *
 * @param kind whether it was right, and what was wrong with it
 * @param reason for a person; empty if it was right
 */
public record Verdict(Kind kind, String reason) {
  static final Verdict WARRANTED = new Verdict(Kind.WARRANTED, "");
  static final Verdict REPEATED = new Verdict(Kind.REPEATED, "");

  /** The kinds of acts. */
  public enum Kind {
    /** The true load warrants it. */
    WARRANTED,
    /** It asks for what is so already, as a request whose reply was lost. */
    REPEATED,
    /** An operator gets fewer subtasks than its load needs. */
    TOO_FEW,
    /** An operator that has enough gets more, or one that has not gets far too many. */
    TOO_MANY,
    /** It does not ask for a parallelism. */
    OTHER;

    /** Whether nothing warrants it. */
    public boolean isWrong() {
      return this == TOO_FEW || this == TOO_MANY || this == OTHER;
    }
  }
}
