package io.conttune.controller.api.document;

import java.time.Instant;
import java.util.List;

/** The observations of a job that count for its operators as they are now, oldest first. */
public record ObservationsDocument(String job, List<Observed> observations) {
  public ObservationsDocument {
    observations = List.copyOf(observations);
  }

  /**
   * A processing ability that was measured.
   *
   * @param id of the job vertex
   * @param name of it
   * @param parallelism at which it was measured
   * @param ability records per second
   * @param at when the measurement ended
   */
  public record Observed(String id, String name, int parallelism, double ability, Instant at) {}
}
