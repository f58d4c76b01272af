package io.conttune.core.rescale;

/**
 * Says that a rescale was planned with slots to which a rescale of another job, begun in the
 * meantime, lays claim. Nothing was done; it must be planned again.
 */
public final class SlotsTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * The refusal of a rescale.
   *
   * @param other the rescale that was begun in the meantime
   */
  public SlotsTakenException(RescaleEntry other) {
    super(
        "a rescale of job %s, which shares the cluster, was begun in the meantime; it is planned again with the slots that this leaves"
            .formatted(other.plan().jobName()));
  }
}
