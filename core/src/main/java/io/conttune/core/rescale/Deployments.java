package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;

/**
 * Port: deployments that somebody else's operator keeps running. Whoever changes what one asks for
 * leaves it to that operator to stop the job with its state, and to start it again.
 */
public interface Deployments {
  /**
   * Looks at one deployment.
   *
   * @throws FlinkUnavailableException if it cannot be told whether it is there
   */
  DeploymentSighting look(DeploymentName name) throws FlinkUnavailableException;

  /**
   * Has a deployment ask for another parallelism, if it asks for {@code from}. May be repeated: one
   * that asks for {@code to} stays as it is.
   *
   * @throws FlinkUnavailableException if it cannot be told whether the call arrived, or if somebody
   *     else changed the deployment at the same moment; call again
   */
  DeploymentReply change(DeploymentName name, DeploymentParallelism from, DeploymentParallelism to)
      throws FlinkUnavailableException;

  /** Opens the deployments of a platform. It is found by {@link java.util.ServiceLoader}. */
  interface Provider {
    /** The deployments that this process can reach by what it finds in its environment. */
    Deployments open();
  }

  /**
   * Deployments of which none can be reached.
   *
   * @param reason for a person, with what would help
   */
  static Deployments unreachable(String reason) {
    return new Deployments() {
      @Override
      public DeploymentSighting look(DeploymentName name) {
        return new DeploymentSighting.Absent(reason, false);
      }

      @Override
      public DeploymentReply change(
          DeploymentName name, DeploymentParallelism from, DeploymentParallelism to) {
        return new DeploymentReply.Refused(reason);
      }
    };
  }
}
