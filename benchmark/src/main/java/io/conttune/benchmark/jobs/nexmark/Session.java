package io.conttune.benchmark.jobs.nexmark;

/**
 * Bids with no long gap between them.
 *
 * @param start time of the first bid, in ms since the epoch
 * @param last time of the last bid
 * @param bids at least 1
 */
public record Session(long start, long last, long bids) {

  /** Whether a bid of one of them is less than a gap away from the other. */
  boolean touches(Session other) {
    return start < other.last + Q11.GAP && other.start < last + Q11.GAP;
  }

  Session plus(Session other) {
    return new Session(Math.min(start, other.start), Math.max(last, other.last), bids + other.bids);
  }

  /** When nothing can belong to it any more, in ms since the epoch. */
  long end() {
    return last + Q11.GAP;
  }
}
