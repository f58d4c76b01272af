package io.conttune.controller.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.extension.TunerExtension.ParallelismTuner;
import io.conttune.core.extension.TunerExtension.Proposal;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ExtensionTunerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final OperatorId COUNT = JobFixture.id("count");

  private final TuningInput input = job().input(new TunerState.None());

  private static JobFixture job() {
    return new JobFixture()
        .vertex("source", 1, 100, 100, 0.5)
        .vertex("count", 2, 100, 0, 0.9)
        .chain("source", "count")
        .bounds("count", 1, 8);
  }

  private static ExtensionTuner tuner(ParallelismTuner own) {
    return new ExtensionTuner("own", new Made<>(() -> own), PATIENCE);
  }

  private Decision decided(ParallelismTuner own) {
    return tuner(own).decide(input).decision();
  }

  private static Proposal proposal(String operator, int parallelism) {
    return new Proposal(Map.of(JobFixture.id(operator), parallelism), "because");
  }

  @Test
  void whatIsProposedIsDecided() {
    Decision decision = decided(asked -> proposal("count", 4));

    assertThat(decision.reason()).isEqualTo("because");
    assertThat(decision.evidence().tuner()).isEqualTo("own");
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Rescale.class,
            rescale ->
                assertThat(rescale.parallelism())
                    .isEqualTo(Map.of(JobFixture.id("source"), 1, COUNT, 4)));
  }

  @Test
  void thePresentParallelismIsLeft() {
    assertThat(decided(asked -> proposal("count", 2)))
        .isInstanceOfSatisfying(
            Decision.Hold.class, hold -> assertThat(hold.cause()).isEqualTo(HoldReason.FITS));
  }

  @Test
  void nonsenseIsHeldAndNamed() {
    assertHeld(decided(asked -> proposal("count", 9)), "9 for count, which may have 1 to 8");
    assertHeld(decided(asked -> proposal("count", -1)), "-1 for count, which may have 1 to 8");
    assertHeld(decided(asked -> proposal("source", 2)), "2 for source, which may have 1 to 1");
    assertHeld(decided(asked -> proposal("nobody", 2)), "there is no operator nobody");
    assertHeld(decided(asked -> null), "extension own has answered null");
    assertHeld(
        decided(asked -> new Proposal(null, "because")),
        "extension own has failed (java.lang.Null");
  }

  @Test
  void operatorsThatShareOneParallelismAreNotTornApart() {
    TuningInput forward =
        job()
            .vertex("sink", 2, 100, 0, 0.1)
            .edge("count", "sink", ShipStrategy.FORWARD)
            .input(new TunerState.None());

    assertHeld(
        tuner(asked -> proposal("count", 4)).decide(forward).decision(),
        "different parallelisms for operators that share one: count 4, sink 2");
  }

  @Test
  void whateverIsThrownIsHeldAndTheNextLookAsksAgain() {
    AtomicInteger asked = new AtomicInteger();
    ExtensionTuner tuner =
        tuner(
            any -> {
              if (asked.incrementAndGet() == 1) {
                throw new StackOverflowError("planted");
              }
              return proposal("count", 4);
            });

    assertHeld(
        tuner.decide(input).decision(),
        "extension own has failed (java.lang.StackOverflowError: planted)");
    assertThat(tuner.decide(input).decision()).isInstanceOf(Decision.Rescale.class);
  }

  @Test
  void oneThatHangsIsHeldAndKeepsOneThreadUntilItComesBack() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    ExtensionTuner tuner =
        new ExtensionTuner(
            "own",
            new Made<ParallelismTuner>(
                () ->
                    any -> {
                      if (asked.incrementAndGet() == 1) {
                        awaitUninterruptibly(released);
                        back.countDown();
                      }
                      return proposal("count", 4);
                    }),
            Duration.ofMillis(50));

    assertHeld(tuner.decide(input).decision(), "extension own has not answered within 0.05 s");
    assertHeld(tuner.decide(input).decision(), "extension own still hangs in an earlier call");
    assertThat(asked).hasValue(1);

    released.countDown();
    back.await();
    Decision decision = tuner.decide(input).decision();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (decision instanceof Decision.Hold && System.nanoTime() < deadline) {
      Thread.onSpinWait();
      decision = tuner.decide(input).decision();
    }
    assertThat(decision).isInstanceOf(Decision.Rescale.class);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean isOpen = false;
    while (!isOpen) {
      try {
        latch.await();
        isOpen = true;
      } catch (InterruptedException ignored) {
        // As code that takes no notice of it.
      }
    }
  }

  private static void assertHeld(Decision decision, String reason) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Hold.class,
            hold -> {
              assertThat(hold.cause()).isEqualTo(HoldReason.EXTENSION_FAILED);
              assertThat(hold.reason()).contains(reason);
            });
  }
}
