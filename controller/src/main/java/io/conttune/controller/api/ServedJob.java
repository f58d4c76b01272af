package io.conttune.controller.api;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.Pace;
import java.util.Objects;

/**
 * A job of the service, with what is kept of it.
 *
 * @param config settings of its file
 * @param pace of its control loop
 * @param stores what outlives the process; only read here
 */
public record ServedJob(JobConfig config, Pace pace, JobStores stores) {
  public ServedJob {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(pace, "pace");
    Objects.requireNonNull(stores, "stores");
  }
}
