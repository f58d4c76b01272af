package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.harness.HoldingJournal.Stillness;
import io.conttune.system.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Of two controllers that share a store, the one that holds the lease is suspended by SIGSTOP in
 * the middle of a rescale. When the other has brought that to its end, the first goes on by SIGCONT
 * from where it stood. It must see that it holds nothing any more, and there must be one live job.
 */
sealed interface Suspension extends Act {
  /** At a transition. */
  record AtTransition(HoldPoint point) implements Suspension {
    @Override
    public void play(Trial trial)
        throws IOException, FlinkUnavailableException, InterruptedException {
      ChildJvm holder = trial.startController(Optional.of(point), Stillness.SUSPENDED);
      JsonNode unused = holder.awaitEvent("held");
      takeOver(trial);
      holder.resume();
      awaitLeaseLost(holder, trial);
    }

    @Override
    public String toString() {
      return "suspended " + point;
    }
  }

  /**
   * Between the renewal that it makes before an act and the arrival of the act at the cluster: the
   * call is on its way when the process is suspended, and arrives when the other one is done.
   */
  record AtCall(CallPattern call, int nth) implements Suspension {
    @Override
    public void play(Trial trial)
        throws IOException, FlinkUnavailableException, InterruptedException {
      CompletableFuture<ChildJvm> first = new CompletableFuture<>();
      trial
          .proxy()
          .plan(call, nth, cluster -> sendWhenAnotherHasTakenOver(cluster, first.join(), trial));
      ChildJvm holder = trial.startController(Optional.empty());
      first.complete(holder);
      trial.proxy().awaitAll(AuditedCluster.DEADLINE.multipliedBy(2));
      awaitLeaseLost(holder, trial);
    }

    private static Reply sendWhenAnotherHasTakenOver(
        Fault.Forward cluster, ChildJvm holder, Trial trial) throws InterruptedException {
      try {
        holder.suspend();
        takeOver(trial);
        Reply reply = cluster.send();
        holder.resume();
        return reply;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return "suspended when %s%s is on its way, which arrives late"
          .formatted(call, nth == 1 ? "" : " no. " + nth);
    }
  }

  /** A second controller takes the lease and brings the rescale to its end. */
  private static void takeOver(Trial trial) throws IOException {
    ChildJvm second = trial.startController(Optional.empty());
    String since = second.awaitEvent("lease-taken").path("time").asText();
    JsonNode unused =
        second.awaitLog(
            line ->
                (Trial.isEnd(line) || isUsualWork(line))
                    && line.path("time").asText().compareTo(since) >= 0);
  }

  /** Of a controller that has no rescale to carry on, and has seen the job before its turn came. */
  private static boolean isUsualWork(JsonNode line) {
    return Set.of("decision", "hold").contains(line.path("event").asText());
  }

  private static void awaitLeaseLost(ChildJvm holder, Trial trial)
      throws FlinkUnavailableException {
    JsonNode unused = holder.awaitEvent("lease-lost");
    assertThat(trial.cluster().live(trial.job().name())).hasSize(1);
  }
}
