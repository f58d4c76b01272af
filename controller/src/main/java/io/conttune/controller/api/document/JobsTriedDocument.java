package io.conttune.controller.api.document;

import java.util.List;

/** The jobs of a cluster that were tried without a service. */
public record JobsTriedDocument(List<JobDocument> jobs) {
  public JobsTriedDocument {
    jobs = List.copyOf(jobs);
  }
}
