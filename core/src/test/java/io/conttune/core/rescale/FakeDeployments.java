package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One deployment in memory, whose operator is the test. What goes wrong is planted by it. */
public final class FakeDeployments implements Deployments {
  private final DeploymentName name;
  private final List<DeploymentParallelism> changes = new ArrayList<>();
  private DeploymentParallelism parallelism;
  private Optional<String> jobId;
  private List<String> obstacles = List.of();
  private Optional<String> refusal = Optional.empty();
  private Optional<DeploymentSighting.Absent> absent = Optional.empty();
  private boolean losesAnswers;

  public FakeDeployments(DeploymentName name, DeploymentParallelism parallelism, String jobId) {
    this.name = name;
    this.parallelism = parallelism;
    this.jobId = Optional.of(jobId);
  }

  /** The operator has started this run for it. */
  public void runs(String ofJob) {
    jobId = Optional.of(ofJob);
  }

  /** Somebody else has it ask for this. */
  public void set(DeploymentParallelism other) {
    parallelism = other;
  }

  public void plantObstacles(String... sentences) {
    obstacles = List.of(sentences);
  }

  /** Every change is refused with this cause, until that is empty. */
  public void refuse(Optional<String> cause) {
    refusal = cause;
  }

  /** It is not there, or may not be seen. */
  public void hide(String reason, boolean isGone) {
    absent = Optional.of(new DeploymentSighting.Absent(reason, isGone));
  }

  /** It can be seen again. */
  public void show() {
    absent = Optional.empty();
  }

  /** The next change is made, but its answer does not arrive. */
  public void loseAnswerToNextChange() {
    losesAnswers = true;
  }

  /** What it was made to ask for, in this order. */
  public List<DeploymentParallelism> changes() {
    return List.copyOf(changes);
  }

  @Override
  public DeploymentSighting look(DeploymentName of) {
    if (!of.equals(name)) {
      return new DeploymentSighting.Absent("there is no " + of, true);
    }
    return absent.isPresent()
        ? absent.get()
        : new DeploymentSighting.Present(
            parallelism, jobId, obstacles, List.of(), "as the test says");
  }

  @Override
  public DeploymentReply change(
      DeploymentName of, DeploymentParallelism from, DeploymentParallelism to)
      throws FlinkUnavailableException {
    if (refusal.isPresent()) {
      return new DeploymentReply.Refused(refusal.get());
    }
    if (parallelism.equals(to)) {
      return new DeploymentReply.Changed();
    }
    if (!parallelism.equals(from)) {
      return new DeploymentReply.Other(parallelism);
    }
    parallelism = to;
    changes.add(to);
    if (losesAnswers) {
      losesAnswers = false;
      throw new FlinkUnavailableException("the answer is lost");
    }
    return new DeploymentReply.Changed();
  }
}
