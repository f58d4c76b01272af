package io.conttune.controller.loop;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.identity.Fingerprints;
import java.util.Optional;

/**
 * The fingerprints of a job's vertices. They are made anew only when the graph has changed, because
 * each hashes the names of a whole chain. Not thread-safe.
 */
final class KnownFingerprints {
  private record Known(JobGraph graph, Fingerprints fingerprints) {}

  private Optional<Known> known = Optional.empty();

  Fingerprints of(JobGraph graph) {
    Known now =
        known
            .filter(last -> last.graph().equals(graph))
            .orElseGet(() -> new Known(graph, Fingerprints.of(graph)));
    known = Optional.of(now);
    return now.fingerprints();
  }
}
