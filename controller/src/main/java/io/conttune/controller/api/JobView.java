package io.conttune.controller.api;

import io.conttune.controller.api.document.JobDocument;
import io.conttune.controller.service.status.JobStatus;

/** Shows the state of a job as the API does, to rooms that have no API. */
public final class JobView {
  private JobView() {}

  /** All that is known of a job now. */
  public static JobDocument of(JobStatus status, ServedJob served) {
    return StateDocuments.document(status, served);
  }
}
