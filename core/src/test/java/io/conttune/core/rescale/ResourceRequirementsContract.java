package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.ResourceRequirements.ChangeReply;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link ResourceRequirements} does. */
public abstract class ResourceRequirementsContract {
  /** The cluster under test. */
  protected abstract ResourceRequirements requirements();

  /** The id of a job that runs on the adaptive scheduler. */
  protected abstract String askingJob() throws FlinkUnavailableException;

  @Test
  void tellsWhatAJobWasLastToldToAskFor() throws FlinkUnavailableException {
    String jobId = askingJob();
    Map<OperatorId, ParallelismRange> wanted = new HashMap<>(requirements().of(jobId).get());
    wanted.replaceAll((id, range) -> new ParallelismRange(1, 3));

    assertThat(requirements().change(jobId, wanted)).isEqualTo(new ChangeReply.Accepted());
    assertThat(requirements().change(jobId, wanted)).isEqualTo(new ChangeReply.Accepted());

    assertThat(requirements().of(jobId)).contains(wanted);
  }

  @Test
  void refusesAChangeThatDoesNotNameEveryVertex() throws FlinkUnavailableException {
    String jobId = askingJob();
    Map<OperatorId, ParallelismRange> before = requirements().of(jobId).get();
    Map<OperatorId, ParallelismRange> some = new HashMap<>(before);
    some.remove(some.keySet().iterator().next());

    assertThat(requirements().change(jobId, some))
        .isInstanceOfSatisfying(
            ChangeReply.Refused.class, refused -> assertThat(refused.cause()).contains("missing"));

    assertThat(requirements().of(jobId)).contains(before);
  }

  @Test
  void knowsNothingOfAJobThatIsNotThere() throws FlinkUnavailableException {
    assertThat(requirements().of(RedeployerContract.newId())).isEmpty();
  }
}
