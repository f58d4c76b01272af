package io.conttune.controller.api.document;

import java.util.List;

/** The savings on every job that was seen, and the needs of their clusters. */
public record SavingsReport(List<SavingsDocument> jobs, List<ClustersDocument.Cluster> clusters) {
  public SavingsReport {
    jobs = List.copyOf(jobs);
    clusters = List.copyOf(clusters);
  }
}
