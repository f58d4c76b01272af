package io.conttune.core.identity;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The properties of a job vertex that make two measurements of it comparable. The vertex id alone
 * is not enough: Flink keeps it while the head of the chain keeps its uid, whatever is chained
 * behind. New code under the same operator names cannot be noticed here.
 *
 * <p>How its input is shipped is left out, because Flink makes FORWARD of REBALANCE where two
 * vertices come to have one parallelism. So is a max parallelism that Flink derives itself, because
 * it may follow the parallelism, and the counters that the SQL planner puts into names, because
 * they differ at each start.
 *
 * @param operators the names of the chained operators, head first
 * @param inputs the vertices that it reads from, sorted
 * @param keyGroups its max parallelism if somebody has chosen it; empty for the values that Flink
 *     derives, which are powers of two from 128 on
 */
public record OperatorShape(
    List<String> operators, List<OperatorId> inputs, OptionalInt keyGroups) {
  private static final int LEAST_DERIVED = 128;

  public OperatorShape {
    operators = List.copyOf(operators);
    inputs = inputs.stream().sorted().toList();
    Objects.requireNonNull(keyGroups, "keyGroups");
  }

  /** The shape of this vertex. */
  public static OperatorShape of(JobGraph graph, OperatorId id) {
    return of(graph, id, graph.vertex(id).operatorsWithoutCounters());
  }

  /**
   * The shape of this vertex with the counters of the SQL planner. Versions before 0.2 have stored
   * observations by its fingerprint.
   */
  static OperatorShape withCounters(JobGraph graph, OperatorId id) {
    return of(graph, id, graph.vertex(id).operators());
  }

  private static OperatorShape of(JobGraph graph, OperatorId id, List<String> operators) {
    OptionalInt most = graph.vertex(id).maxParallelism();
    return new OperatorShape(
        operators,
        graph.inputsOf(id).stream().map(JobEdge::from).toList(),
        most.isPresent() && isDerived(most.getAsInt()) ? OptionalInt.empty() : most);
  }

  private static boolean isDerived(int maxParallelism) {
    return maxParallelism >= LEAST_DERIVED && Integer.bitCount(maxParallelism) == 1;
  }

  /** 32 hexadecimal digits that are the same for the same shape. */
  public String fingerprint() {
    StringBuilder text = new StringBuilder();
    operators.forEach(name -> append(text, name));
    text.append('|');
    inputs.forEach(id -> append(text, id.value()));
    text.append('|');
    keyGroups.ifPresent(text::append);
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(bytes), 0, 16);
  }

  /** With its length, so that no two lists make one text. */
  private static void append(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
