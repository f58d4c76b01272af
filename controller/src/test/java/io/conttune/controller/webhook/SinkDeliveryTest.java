package io.conttune.controller.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.extension.BoundedCalls;
import io.conttune.controller.extension.Made;
import io.conttune.core.extension.SinkExtension.EventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class SinkDeliveryTest {
  private static SinkDelivery to(EventSink sink, Duration timeout) {
    return new SinkDelivery(new Made<>(() -> sink), new BoundedCalls("own", timeout));
  }

  @Test
  void anEventThatIsTakenIsDelivered() throws InterruptedException {
    List<String> taken = new ArrayList<>();

    assertThat(to(taken::add, Duration.ofSeconds(30)).send("{}")).isEqualTo(Delivery.TAKEN);
    assertThat(taken).containsExactly("{}");
  }

  @Test
  void anEventThatMakesTheSinkFailIsGivenAgainLater() throws InterruptedException {
    Delivery delivery =
        to(
                json -> {
                  throw new NoClassDefFoundError("planted");
                },
                Duration.ofSeconds(30))
            .send("{}");

    assertThat(delivery)
        .isEqualTo(
            Delivery.later("extension own has failed (java.lang.NoClassDefFoundError: planted)"));
  }

  @Test
  void aSinkThatHangsIsToldAndIsGivenNothingElse() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    SinkDelivery sink = to(json -> holdOut(never), Duration.ofMillis(50));

    assertThat(sink.send("{}").failure()).contains("extension own has not answered within 0.05 s");
    assertThat(sink.send("{}").failure()).contains("extension own still hangs in an earlier call");
    never.countDown();
  }

  private static void holdOut(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.onSpinWait();
    }
  }
}
