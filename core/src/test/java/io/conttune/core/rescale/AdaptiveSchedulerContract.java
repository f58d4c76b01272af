package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The contract of a job on the adaptive scheduler: of every {@link JobRuns}, and every {@link
 * Redeployer} does to it.
 */
public abstract class AdaptiveSchedulerContract {
  /** The cluster under test. */
  protected abstract JobRuns runs();

  /** The same cluster. */
  protected abstract Redeployer redeployer();

  /** The id of a job that runs on the adaptive scheduler. */
  protected abstract String askingJob() throws FlinkUnavailableException;

  @Test
  void tellsWhatAJobWasLastToldToAskFor() throws FlinkUnavailableException {
    String jobId = askingJob();
    Map<OperatorId, ParallelismRange> wanted = new HashMap<>(runs().requirements(jobId).get());
    wanted.replaceAll((id, range) -> new ParallelismRange(1, 3));

    assertThat(redeployer().change(jobId, wanted)).isEqualTo(new ChangeReply.Accepted());
    assertThat(redeployer().change(jobId, wanted)).isEqualTo(new ChangeReply.Accepted());

    assertThat(runs().requirements(jobId)).contains(wanted);
  }

  @Test
  void refusesAChangeThatDoesNotNameEveryVertex() throws FlinkUnavailableException {
    String jobId = askingJob();
    Map<OperatorId, ParallelismRange> before = runs().requirements(jobId).get();
    Map<OperatorId, ParallelismRange> some = new HashMap<>(before);
    some.remove(some.keySet().iterator().next());

    assertThat(redeployer().change(jobId, some))
        .isInstanceOfSatisfying(
            ChangeReply.Refused.class, refused -> assertThat(refused.cause()).contains("missing"));

    assertThat(runs().requirements(jobId)).contains(before);
  }
}
