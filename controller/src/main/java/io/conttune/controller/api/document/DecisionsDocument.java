package io.conttune.controller.api.document;

import java.util.List;

/** Decisions on a job, newest first. One that repeats the one before it is not told again. */
public record DecisionsDocument(String job, List<DecisionDocument> decisions) {
  public DecisionsDocument {
    decisions = List.copyOf(decisions);
  }
}
