package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conttune.core.rescale.Launch.JarCopy;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The contract of every {@link JarStore}. */
public abstract class JarStoreContract {
  /** The store under test, the same contents throughout a test; asked for before each access. */
  protected abstract JarStore jars();

  @Test
  void returnsWhatItKeeps() {
    byte[] large = new byte[3_000_000];
    new SplittableRandom(1).nextBytes(large);
    JarCopy copy = JarCopy.of("words.jar", large);

    jars().keep(copy, large);

    assertThat(jars().content(copy)).hasValueSatisfying(kept -> assertThat(kept).isEqualTo(large));
  }

  @Test
  void keepsContentsOfOneNameApart() {
    byte[] first = bytes("first");
    byte[] second = bytes("second");
    jars().keep(JarCopy.of("words.jar", first), first);
    jars().keep(JarCopy.of("words.jar", second), second);
    jars().keep(JarCopy.of("words.jar", first), first);

    assertThat(jars().content(JarCopy.of("words.jar", first))).contains(first);
    assertThat(jars().content(JarCopy.of("other name.jar", second))).contains(second);
  }

  @Test
  void doesNotKnowWhatItWasNotGiven() {
    assertThat(jars().content(JarCopy.of("words.jar", bytes("words")))).isEmpty();
  }

  @Test
  void refusesAnotherContentThanThatOfTheCopy() {
    JarCopy copy = JarCopy.of("words.jar", bytes("words"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> jars().keep(copy, bytes("others")))
        .withMessageContaining(copy.sha256());
    assertThat(jars().content(copy)).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
