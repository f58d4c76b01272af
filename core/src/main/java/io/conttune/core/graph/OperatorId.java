package io.conttune.core.graph;

import io.conttune.core.Require;

/**
 * Identifies what is tuned: a job vertex of Flink, by its id of 32 hexadecimal digits. It stays the
 * same over redeployments as long as the head of the vertex's chain has the same uid.
 */
public record OperatorId(String value) implements Comparable<OperatorId> {
  public OperatorId {
    Require.text("operator id", value);
  }

  /** Written out, as that of a record is slow and every map of a job asks for it. */
  @Override
  public boolean equals(Object other) {
    return other == this || (other instanceof OperatorId id && value.equals(id.value));
  }

  /** As {@link #equals}. */
  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(OperatorId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
