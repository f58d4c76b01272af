package io.conttune.controller.config;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The service itself.
 *
 * @param store where it keeps what it learnt and what it is doing
 * @param jobs directory with one YAML file per job
 * @param decisionLog file to which each decision is written as a line of JSON
 */
public record ServiceConfig(StoreConfig store, Path jobs, Path decisionLog) {
  public ServiceConfig {
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(jobs, "jobs");
    Objects.requireNonNull(decisionLog, "decisionLog");
  }
}
