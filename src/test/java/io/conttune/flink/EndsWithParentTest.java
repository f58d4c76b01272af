package io.conttune.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process that must not outlive the one that started it. */
final class EndsWithParentTest {

  @Test
  void endsAtTheEndOfItsInput() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EndsWithParent.class.getName(),
                Sleeper.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat((char) process.getInputStream().read()).as("it runs").isEqualTo('!');
      assertThat(process.isAlive()).isTrue();

      // As the death of this JVM would do.
      process.getOutputStream().close();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Would go on for an hour. */
  public static final class Sleeper {
    private Sleeper() {}

    /** Says that it runs. */
    public static void main(String[] arguments) throws InterruptedException {
      System.out.print('!');
      System.out.flush();
      TimeUnit.HOURS.sleep(1);
    }
  }
}
