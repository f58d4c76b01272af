package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of every {@link Deployments}. */
public abstract class DeploymentsContract {
  /** The deployment that is there. */
  protected static final DeploymentName SHOP = new DeploymentName("streams", "shop");

  /** What it asks for. */
  protected static final DeploymentParallelism FORMER =
      new DeploymentParallelism(2, Map.of(new OperatorId("work"), 3));

  private static final DeploymentParallelism WANTED =
      FORMER.overriding(Map.of(new OperatorId("work"), 6, new OperatorId("sink"), 4));

  /** The deployments under test, the same for a whole test. */
  protected abstract Deployments deployments();

  @Test
  void tellsWhatADeploymentAsksFor() throws FlinkUnavailableException {
    assertThat(asked()).isEqualTo(FORMER);
  }

  @Test
  void knowsThatThereIsNoneOfAName() throws FlinkUnavailableException {
    DeploymentSighting other = deployments().look(new DeploymentName("streams", "other"));

    assertThat(other.<Boolean, RuntimeException>match(present -> false, absent -> absent.isGone()))
        .isTrue();
  }

  @Test
  void hasADeploymentAskForAnotherParallelismAndBack() throws FlinkUnavailableException {
    assertThat(deployments().change(SHOP, FORMER, WANTED)).isEqualTo(new DeploymentReply.Changed());
    assertThat(asked()).isEqualTo(WANTED);

    assertThat(deployments().change(SHOP, WANTED, FORMER)).isEqualTo(new DeploymentReply.Changed());
    assertThat(asked()).isEqualTo(FORMER);
  }

  @Test
  void aChangeMayBeRepeated() throws FlinkUnavailableException {
    for (int calls = 0; calls < 2; calls++) {
      assertThat(deployments().change(SHOP, FORMER, FORMER.ofJob(5)))
          .isEqualTo(new DeploymentReply.Changed());
    }

    assertThat(asked()).isEqualTo(FORMER.ofJob(5));
  }

  @Test
  void leavesWhatSomebodyElseHasMadeAlone() throws FlinkUnavailableException {
    DeploymentReply reply = deployments().change(SHOP, FORMER.ofJob(7), WANTED);

    assertThat(reply).isEqualTo(new DeploymentReply.Other(FORMER));
    assertThat(asked()).isEqualTo(FORMER);
  }

  private DeploymentParallelism asked() throws FlinkUnavailableException {
    return deployments()
        .look(SHOP)
        .match(
            DeploymentSighting.Present::parallelism,
            absent -> {
              throw new AssertionError(absent.reason());
            });
  }
}
