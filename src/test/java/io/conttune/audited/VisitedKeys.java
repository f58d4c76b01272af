package io.conttune.audited;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The keys of an input whose records visit them in turn, and the state that each key must have.
 *
 * @param count how many keys there are, at least 1
 */
record VisitedKeys(long count) implements Serializable {
  /** Of the state of a key. */
  static final int BYTES = 1024;

  private static final int FILLING = BYTES - 2 * Long.BYTES;

  /** The key that the record with this number visits. */
  long of(long number) {
    return number % count;
  }

  /** Whether the record with this number is the first of its key. */
  boolean isFirst(long number) {
    return number < count;
  }

  /** The state of a key after its first visit: visits, the sum of their numbers, and noise. */
  byte[] first(long number) {
    return ByteBuffer.allocate(BYTES).putLong(1).putLong(number).put(noise(of(number))).array();
  }

  /** The state of a key after one more visit. */
  byte[] visited(byte[] before, long number) {
    ByteBuffer state = ByteBuffer.wrap(before.clone());
    state.putLong(0, state.getLong(0) + 1);
    state.putLong(Long.BYTES, state.getLong(Long.BYTES) + number);
    return state.array();
  }

  /**
   * By how many visits the state of a key is off.
   *
   * @param last the newest record that has been read: all before it have visited their keys
   */
  Surplus surplus(long key, byte[] state, long last) {
    long visits = (last - key) / count + 1;
    long sum = visits * key + count * visits * (visits - 1) / 2;
    ByteBuffer read = ByteBuffer.wrap(state);
    long surplus = read.getLong(0) - visits;
    boolean others =
        surplus == 0
            && (read.getLong(Long.BYTES) != sum
                || !Arrays.equals(
                    noise(key), Arrays.copyOfRange(state, BYTES - FILLING, state.length)));
    return new Surplus(
        Math.max(0, -surplus) + (others ? 1 : 0), Math.max(0, surplus) + (others ? 1 : 0));
  }

  /**
   * The difference between the state of a key and what it must be.
   *
   * @param lost visits that it lacks, or 1 if it is other state
   * @param twice visits that it has too many, or 1 if it is other state
   */
  record Surplus(long lost, long twice) {}

  /** What no store can compress. */
  private static byte[] noise(long key) {
    byte[] noise = new byte[FILLING];
    new SplittableRandom(key).nextBytes(noise);
    return noise;
  }
}
