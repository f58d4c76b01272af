package io.conttune.controller.rescale.launch;

import io.conttune.controller.rescale.plan.ClusterFacts.JarSubmission;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.RescaleEntry.KnownLaunch;
import io.conttune.core.secret.SecretFilling;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.secret.SecretMissingException;
import java.util.Optional;

/**
 * The launch by which a rescale goes back, where the controller has started the run itself: the one
 * that has brought this run up. What the configuration says now may have changed since, and may be
 * what fails.
 */
final class FormerLaunch {
  private final LaunchHistory history;
  private final ClusterJars jars;
  private final SecretLookup secrets;

  FormerLaunch(LaunchHistory history, ClusterJars jars, SecretLookup secrets) {
    this.history = history;
    this.jars = jars;
    this.secrets = secrets;
  }

  /**
   * The launch of this run. Empty if the controller has not started it, if it has another
   * parallelism since, or if it cannot be launched so any more: its jar, its program or a secret is
   * gone.
   *
   * @param submission whether the cluster runs jars, and so can be asked for them
   */
  Optional<Launch> of(JobSnapshot job, JarSubmission submission) throws FlinkUnavailableException {
    Optional<Launch> known =
        history
            .launchBy(job)
            .filter(launched -> launched.parallelism().equals(job.graph().parallelism()))
            .map(KnownLaunch::launch);
    return known.isEmpty()
        ? Optional.empty()
        : known
            .get()
            .match(
                jar -> submission == JarSubmission.ENABLED ? again(jar) : Optional.empty(),
                client -> again(client),
                command -> again(command));
  }

  private Optional<Launch> again(Launch.Jar launch) throws FlinkUnavailableException {
    return hasSecrets(launch)
        ? jars.again(launch).map(id -> launch.of(id, launch.copy()))
        : Optional.empty();
  }

  private Optional<Launch> again(Launch.Client launch) {
    boolean isComplete =
        hasSecrets(launch.program())
            && jars.isKept(launch.program())
            && FlinkLibraries.obstacle(launch.libraries()).isEmpty();
    return isComplete ? Optional.of(launch) : Optional.empty();
  }

  private boolean hasSecrets(Launch.Jar launch) {
    try {
      var unused = JarRequest.body(launch, new SecretFilling(secrets));
      return true;
    } catch (SecretMissingException gone) {
      return false;
    }
  }

  private Optional<Launch> again(Launch.Command launch) {
    return CommandProgram.obstacle(launch.command(), secrets).isPresent()
        ? Optional.empty()
        : Optional.of(launch);
  }
}
