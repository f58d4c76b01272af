package io.conttune.harness;

import io.conttune.harness.HoldingJournal.Stillness;
import io.conttune.system.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * For some time somebody else answers in the place of Flink, while one controller carries a rescale
 * on. The fault lasts for longer than a job may be unknown to its cluster.
 */
sealed interface LastingFault extends Act {
  /** What is answered. */
  ForeignReply reply();

  /** For how long. */
  Duration length();

  /** Begins when a stage is in the journal, before the controller does anything in it. */
  record FromStage(HoldPoint point, ForeignReply reply, Duration length) implements LastingFault {
    @Override
    public void play(Trial trial) throws IOException, InterruptedException {
      ChildJvm controller = trial.startController(Optional.of(point), Stillness.SUSPENDED);
      controller.awaitEvent("held");
      controller.awaitSuspended();
      trial.proxy().breakDown(reply.reply(), length);
      controller.resume();
      trial.proxy().awaitRecovered(AuditedCluster.DEADLINE);
    }

    @Override
    public String toString() {
      return "%s for %d s %s".formatted(reply, length.toSeconds(), point);
    }
  }

  /** Begins with a call, which is carried out, or is not. */
  record FromCall(
      CallPattern call, int nth, Kill.Arrival arrival, ForeignReply reply, Duration length)
      implements LastingFault {
    @Override
    public void play(Trial trial) throws IOException, InterruptedException {
      trial.proxy().plan(call, nth, cluster -> answer(trial, cluster));
      trial.startLastController();
      trial.proxy().awaitRecovered(AuditedCluster.DEADLINE);
    }

    private Reply answer(Trial trial, Fault.Forward cluster) throws InterruptedException {
      trial.proxy().breakDown(reply.reply(), length);
      if (arrival == Kill.Arrival.AFTER) {
        Reply unused = cluster.send();
      }
      return reply.reply();
    }

    @Override
    public String toString() {
      return "%s for %d s from %s%s, which was%s carried out"
          .formatted(
              reply,
              length.toSeconds(),
              call,
              nth == 1 ? "" : " no. " + nth,
              arrival == Kill.Arrival.AFTER ? "" : " not");
    }
  }
}
