package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.time.Instant;
import java.util.Objects;

/**
 * A failure of a run, after which its cluster restarted it or gave it up.
 *
 * @param at the time by Flink's clock
 * @param reason the first line of Flink's innermost exception
 */
public record RunFailure(Instant at, String reason) {
  public RunFailure {
    Objects.requireNonNull(at, "at");
    Require.text("reason of the failure", reason);
  }
}
