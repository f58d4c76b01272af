package io.conttune.core.lease;

import io.conttune.core.Require;
import java.util.List;

/**
 * A controller that is there, and the jobs on which it could act.
 *
 * @param name as the holder of its leases; no two processes have the same
 * @param jobs their names, in natural order
 */
public record ServingController(String name, List<String> jobs) {
  public ServingController {
    Require.text("name", name);
    jobs = jobs.stream().distinct().sorted().toList();
  }
}
