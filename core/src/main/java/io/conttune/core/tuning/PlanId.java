package io.conttune.core.tuning;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Names a plan, so that a person approves the plan that was shown and no other. It follows from the
 * run and the parallelism that is planned for it: a plan that is decided anew keeps its id.
 *
 * @param text 12 hexadecimal digits
 */
public record PlanId(String text) {
  private static final int DIGITS = 12;

  public PlanId {
    Require.text("id of a plan", text);
  }

  /** The id of what a decision would do; empty if it holds, or began a rescale already. */
  public static Optional<PlanId> of(DecisionRecord record) {
    return record.rescaleId().isPresent()
        ? Optional.empty()
        : record
            .decision()
            .match(
                rescale -> Optional.of(of(record.jobId(), rescale.parallelism())),
                hold -> Optional.empty());
  }

  /** The id of the plan to give the vertices of this run these parallelisms. */
  public static PlanId of(String jobId, Map<OperatorId, Integer> parallelism) {
    String plan =
        parallelism.entrySet().stream()
            .map(each -> each.getKey().value() + "=" + each.getValue())
            .sorted()
            .collect(Collectors.joining("\n", jobId + "\n", ""));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(plan.getBytes(StandardCharsets.UTF_8));
      return new PlanId(HexFormat.of().formatHex(digest).substring(0, DIGITS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
