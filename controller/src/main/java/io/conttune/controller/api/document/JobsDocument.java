package io.conttune.controller.api.document;

import java.util.List;

/** All jobs of the service, by name. */
public record JobsDocument(List<JobState> jobs) {
  public JobsDocument {
    jobs = List.copyOf(jobs);
  }
}
