package io.conttune.core.identity;

import io.conttune.core.Require;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The change of the key under which the observations of an operator are kept: its id and its
 * fingerprint. They are of the same operator, so they stay comparable.
 *
 * @param formerId the id under which they were kept
 * @param formerFingerprint the fingerprint with which they were kept
 * @param id the operator's id now
 * @param fingerprint the operator's fingerprint now
 */
public record FingerprintChange(
    OperatorId formerId, String formerFingerprint, OperatorId id, String fingerprint) {
  public FingerprintChange {
    Objects.requireNonNull(formerId, "formerId");
    Require.text("former fingerprint", formerFingerprint);
    Objects.requireNonNull(id, "id");
    Require.text("fingerprint", fingerprint);
  }

  /**
   * The changes from the job as it was to the job now. Each operator may have two former keys:
   * versions before 0.2 made the fingerprint with the counters of the SQL planner.
   *
   * @param known the vertices whose ids have changed
   */
  public static List<FingerprintChange> between(JobGraph former, JobGraph now, Recognition known) {
    JobGraph underNewIds = known.now(former);
    Map<OperatorId, OperatorId> formerIds = new HashMap<>();
    former.vertices().forEach(vertex -> formerIds.put(known.now(vertex.id()), vertex.id()));
    List<FingerprintChange> changes = new ArrayList<>();
    for (JobVertex vertex : now.vertices()) {
      OperatorId id = vertex.id();
      if (underNewIds.contains(id)
          && OperatorShape.of(underNewIds, id).equals(OperatorShape.of(now, id))) {
        changes.addAll(changes(former, formerIds.get(id), now, id));
      }
    }
    return changes;
  }

  private static List<FingerprintChange> changes(
      JobGraph former, OperatorId formerId, JobGraph now, OperatorId id) {
    String fingerprint = OperatorShape.of(now, id).fingerprint();
    Set<String> formerOnes = new TreeSet<>();
    formerOnes.add(OperatorShape.of(former, formerId).fingerprint());
    formerOnes.add(OperatorShape.withCounters(former, formerId).fingerprint());
    return formerOnes.stream()
        .filter(other -> !formerId.equals(id) || !other.equals(fingerprint))
        .map(other -> new FingerprintChange(formerId, other, id, fingerprint))
        .toList();
  }
}
