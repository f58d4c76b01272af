package io.conttune.controller.config;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The service itself.
 *
 * @param store where it keeps what it learnt and what it is doing
 * @param jobs directory with one YAML file per job
 */
public record ServiceConfig(StoreConfig store, Path jobs) {
  public ServiceConfig {
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(jobs, "jobs");
  }
}
