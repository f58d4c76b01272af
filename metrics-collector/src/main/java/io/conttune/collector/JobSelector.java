package io.conttune.collector;

import io.conttune.core.Require;

/**
 * Selects the job to follow: by its name, under which it is found again after every redeployment,
 * or by the id of one run.
 */
public record JobSelector(String nameOrId) {
  public JobSelector {
    Require.text("name or id of a job", nameOrId);
  }

  boolean matches(String id, String name) {
    return nameOrId.equals(name) || nameOrId.equalsIgnoreCase(id);
  }

  @Override
  public String toString() {
    return nameOrId;
  }
}
