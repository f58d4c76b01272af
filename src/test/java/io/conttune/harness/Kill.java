package io.conttune.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A moment at which a controller is killed; another one is started after it. */
sealed interface Kill extends Act {
  /**
   * While it stands still at these moments, one controller after the other.
   *
   * @param points in the order in which they come
   */
  record AtTransitions(List<HoldPoint> points) implements Kill {
    @Override
    public void play(Trial trial) throws IOException {
      for (HoldPoint point : points) {
        trial.startController(Optional.of(point)).awaitEvent("held");
        trial.killController();
      }
      trial.startLastController();
    }

    @Override
    public String toString() {
      return points.size() == 1
          ? points.get(0).toString()
          : "again and again: "
              + points.stream().map(HoldPoint::toString).collect(Collectors.joining(", "));
    }
  }

  /** Tells whether the call it is killed at has been carried out. */
  enum Arrival {
    /** It never arrives. */
    BEFORE,
    /** It was carried out, and is not answered. */
    AFTER
  }

  /**
   * At one of its calls.
   *
   * @param nth of its kind, from 1
   */
  record AtCall(CallPattern call, int nth, Arrival arrival) implements Kill {
    @Override
    public void play(Trial trial) throws IOException, InterruptedException {
      CountDownLatch killed = new CountDownLatch(1);
      Runnable kill =
          () -> {
            trial.killController();
            killed.countDown();
          };
      trial
          .proxy()
          .plan(call, nth, arrival == Arrival.BEFORE ? Fault.instead(kill) : Fault.after(kill));
      trial.startController(Optional.empty());
      if (!killed.await(AuditedCluster.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("no call " + this);
      }
      trial.startLastController();
    }

    @Override
    public String toString() {
      return "%s %s%s%s"
          .formatted(
              arrival == Arrival.BEFORE ? "before" : "after",
              call,
              nth == 1 ? "" : " no. " + nth,
              arrival == Arrival.BEFORE ? " arrives" : " was done");
    }
  }

  /**
   * Some time after it began to serve, again and again.
   *
   * @param seed of the times
   */
  record AtRandom(long seed, int times, Duration longest) implements Kill {
    @Override
    public void play(Trial trial) throws IOException, InterruptedException {
      Random random = new Random(seed);
      for (int i = 0; i < times; i++) {
        trial.startController(Optional.empty()).awaitEvent("service-started");
        Thread.sleep(random.nextLong(longest.toMillis()));
        trial.killController();
      }
      trial.startLastController();
    }

    @Override
    public String toString() {
      return "%d times within %s of its start, seed %d".formatted(times, longest, seed);
    }
  }
}
