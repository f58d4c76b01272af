package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FatalErrorsTest {
  private final List<Event> events = new ArrayList<>();
  private final List<Integer> exitCodes = new ArrayList<>();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream printer = new PrintStream(err, true, StandardCharsets.UTF_8);

  @Test
  void tellsWhichThreadDiedAndEndsTheProcessWithItsOwnCode() {
    OutOfMemoryError death = new OutOfMemoryError("Java heap space");

    new FatalErrors(events::add, printer, exitCodes::add)
        .uncaughtException(new Thread("job-WordCount"), death);

    assertThat(exitCodes).containsExactly(3);
    assertThat(events).hasSize(1);
    assertThat(events.get(0).name()).isEqualTo(EventName.SERVICE_DIED);
    assertThat(events.get(0).cause()).containsSame(death);
    assertThat(events.get(0).fields())
        .containsEntry("thread", "job-WordCount")
        .containsEntry("exitCode", 3L)
        .containsEntry("reason", "java.lang.OutOfMemoryError: Java heap space");
  }

  @Test
  void endsTheProcessThoughNothingCanBeLogged() {
    FatalErrors errors =
        new FatalErrors(
            event -> {
              throw new OutOfMemoryError("again");
            },
            printer,
            exitCodes::add);

    assertThatThrownBy(
            () -> errors.uncaughtException(new Thread("leases"), new OutOfMemoryError("first")))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(exitCodes).containsExactly(3);
  }

  /** As of {@code run 2>&1 | reader} where the reader stands still. */
  @Test
  @Timeout(60)
  void endsTheProcessThoughNobodyReadsStandardError() {
    CountDownLatch never = new CountDownLatch(1);
    PrintStream full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int octet) {
                awaitUninterruptibly(never);
              }
            },
            true,
            StandardCharsets.UTF_8);

    new FatalErrors(events::add, full, exitCodes::add)
        .uncaughtException(new Thread("leases"), new OutOfMemoryError("Java heap space"));

    assertThat(exitCodes).containsExactly(3);
    assertThat(events).extracting(Event::name).containsExactly(EventName.SERVICE_DIED);
    never.countDown();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
  }

  /** As after the jars were replaced under the running service. */
  @Test
  void saysOnStandardErrorWhatCannotBeLogged() {
    FatalErrors errors =
        new FatalErrors(
            event -> {
              throw new NoClassDefFoundError("ch/qos/logback/classic/spi/ThrowableProxy");
            },
            printer,
            exitCodes::add);

    assertThatThrownBy(
            () ->
                errors.uncaughtException(
                    new Thread("job-WordCount"), new NoClassDefFoundError("io/conttune/X")))
        .isInstanceOf(NoClassDefFoundError.class);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "conttune: the service ends with exit code 3, as its thread job-WordCount died of"
                + " java.lang.NoClassDefFoundError: io/conttune/X"
                + System.lineSeparator());
  }
}
