package io.conttune.audited;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.audited.VisitedKeys.Surplus;
import org.junit.jupiter.api.Test;

/** The number of the newest record alone tells what the state of a key must be. */
class VisitedKeysTest {
  private static final Surplus NONE = new Surplus(0, 0);
  private static final VisitedKeys KEYS = new VisitedKeys(10);

  /** Visits key 3 four times: the numbers 3, 13, 23 and 33. */
  private static byte[] visitedUntil33() {
    byte[] state = KEYS.first(3);
    for (long number = 13; number <= 33; number += 10) {
      state = KEYS.visited(state, number);
    }
    return state;
  }

  @Test
  void eachVisitIsExpectedOnceItsRecordWasRead() {
    assertThat(KEYS.surplus(3, visitedUntil33(), 33)).isEqualTo(NONE);
    assertThat(KEYS.surplus(3, visitedUntil33(), 42)).isEqualTo(NONE);
  }

  @Test
  void aVisitThatIsMissingIsLostAndOneTooManyIsTwice() {
    assertThat(KEYS.surplus(3, visitedUntil33(), 43)).isEqualTo(new Surplus(1, 0));
    assertThat(KEYS.surplus(3, visitedUntil33(), 32)).isEqualTo(new Surplus(0, 1));
  }

  @Test
  void theSameVisitTwiceInThePlaceOfAnotherIsBoth() {
    byte[] state = KEYS.visited(KEYS.visited(KEYS.first(3), 13), 13);

    assertThat(KEYS.surplus(3, state, 23)).isEqualTo(new Surplus(1, 1));
  }

  @Test
  void stateThatIsSpoiledIsBoth() {
    byte[] state = visitedUntil33();
    state[VisitedKeys.BYTES - 1]++;

    assertThat(KEYS.surplus(3, state, 33)).isEqualTo(new Surplus(1, 1));
  }

  @Test
  void theStateOfAnotherKeyIsBoth() {
    assertThat(KEYS.surplus(4, KEYS.first(3), 4)).isEqualTo(new Surplus(1, 1));
  }
}
