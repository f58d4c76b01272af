package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FatalErrorsTest {
  private final List<Event> events = new ArrayList<>();
  private final List<Integer> exitCodes = new ArrayList<>();

  @Test
  void tellsWhichThreadDiedAndEndsTheProcessWithItsOwnCode() {
    OutOfMemoryError death = new OutOfMemoryError("Java heap space");

    new FatalErrors(events::add, exitCodes::add)
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
            exitCodes::add);

    assertThatThrownBy(
            () -> errors.uncaughtException(new Thread("leases"), new OutOfMemoryError("first")))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(exitCodes).containsExactly(3);
  }
}
