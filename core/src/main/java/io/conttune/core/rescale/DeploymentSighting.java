package io.conttune.core.rescale;

import io.conttune.core.Case;
import io.conttune.core.Require;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The result of a look at a deployment. */
public sealed interface DeploymentSighting {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<Present, R, X> present, Case<Absent, R, X> absent) throws X;

  /**
   * It is there.
   *
   * @param parallelism that it asks for
   * @param jobId of the run that its operator takes for its own; empty if it has none yet
   * @param obstacles to a change of its parallelism: a sentence each, with the setting to change
   * @param notes what else a person should know of it, a sentence each
   * @param status what its operator says of it, for a person
   */
  record Present(
      DeploymentParallelism parallelism,
      Optional<String> jobId,
      List<String> obstacles,
      List<String> notes,
      String status)
      implements DeploymentSighting {
    public Present {
      Objects.requireNonNull(parallelism, "parallelism");
      Objects.requireNonNull(jobId, "jobId");
      obstacles = List.copyOf(obstacles);
      notes = List.copyOf(notes);
      Require.text("status of a deployment", status);
    }

    @Override
    public <R, X extends Exception> R match(Case<Present, R, X> present, Case<Absent, R, X> absent)
        throws X {
      return present.of(this);
    }
  }

  /**
   * It is not there, or may not be seen.
   *
   * @param reason for a person, with what would help
   * @param isGone whether it is known that there is none
   */
  record Absent(String reason, boolean isGone) implements DeploymentSighting {
    public Absent {
      Require.text("reason", reason);
    }

    @Override
    public <R, X extends Exception> R match(Case<Present, R, X> present, Case<Absent, R, X> absent)
        throws X {
      return absent.of(this);
    }
  }
}
