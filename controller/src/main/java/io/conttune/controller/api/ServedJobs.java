package io.conttune.controller.api;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs of the service by name. Threads may share one. */
public final class ServedJobs {
  private final Map<String, ServedJob> jobs = new ConcurrentHashMap<>();

  /** No jobs yet. */
  public ServedJobs() {}

  /** From now on this job is served, instead of one of the same name. */
  public void serve(ServedJob job) {
    jobs.put(job.config().job(), job);
  }

  /** From now on no other jobs than these are served. */
  public void keep(Set<String> names) {
    jobs.keySet().retainAll(names);
  }

  /** The job of this name. */
  public Optional<ServedJob> job(String name) {
    return Optional.ofNullable(jobs.get(name));
  }
}
