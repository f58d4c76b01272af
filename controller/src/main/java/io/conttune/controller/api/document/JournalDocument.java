package io.conttune.controller.api.document;

import java.util.List;

/** Rescales of a job, the one begun last first. */
public record JournalDocument(String job, List<RescaleDocument> rescales) {
  public JournalDocument {
    rescales = List.copyOf(rescales);
  }
}
