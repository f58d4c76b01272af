package io.conttune.controller.service.status;

import io.conttune.controller.service.report.LoopListener;
import io.conttune.controller.service.report.LoopListeners;
import io.conttune.core.time.SteadyClock;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The newest snapshot of every job. Each loop replaces its own, and any thread may read them: a
 * reader never keeps a loop waiting.
 */
public final class StatusBoard implements LoopListeners {
  private final Map<String, JobStatus> jobs = new ConcurrentSkipListMap<>();
  private final SteadyClock clock;

  /** A board without jobs yet. */
  public StatusBoard(SteadyClock clock) {
    this.clock = clock;
  }

  @Override
  public LoopListener of(String jobName, URI flink) {
    StatusKeeper keeper = new StatusKeeper(jobName, flink, clock);
    jobs.put(jobName, keeper.status());
    return news -> {
      keeper.hear(news);
      jobs.put(jobName, keeper.status());
    };
  }

  /** Forgets every job but these. */
  public void keep(Set<String> names) {
    jobs.keySet().retainAll(names);
  }

  /** The jobs that have a loop, by name; none before the service has started its loops. */
  public List<JobStatus> jobs() {
    return List.copyOf(jobs.values());
  }

  /** The job of this name. */
  public Optional<JobStatus> job(String name) {
    return Optional.ofNullable(jobs.get(name));
  }
}
