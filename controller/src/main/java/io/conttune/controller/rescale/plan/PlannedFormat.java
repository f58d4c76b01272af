package io.conttune.controller.rescale.plan;

import io.conttune.collector.FlinkVersion;
import io.conttune.collector.StateBackend;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.CaptureChoice;
import io.conttune.core.rescale.SavepointFormat;
import io.conttune.core.rescale.SavepointFormat.Changelog;
import java.util.Locale;
import java.util.Optional;

/**
 * The format in which the savepoint of a rescale will be written, for the journal and the log.
 *
 * @param format canonical or native
 * @param why what has decided that
 */
record PlannedFormat(SavepointFormat format, String why) {
  /**
   * That of a job's savepoint.
   *
   * @param wanted by the user
   * @param flinkVersion as the cluster names it
   */
  static PlannedFormat of(SavepointFormat wanted, String flinkVersion, StateBackend backend) {
    Optional<FlinkVersion> version = FlinkVersion.parse(flinkVersion);
    if (version.isPresent() && !version.get().isAtLeast(1, 15)) {
      return new PlannedFormat(
          SavepointFormat.CANONICAL, "the only one that Flink " + flinkVersion + " knows");
    }
    return new PlannedFormat(
        wanted.of(backend.name(), backend.changelog()),
        wanted == SavepointFormat.AUTO ? because(backend) : "as rescale.savepoints.format says");
  }

  private static String because(StateBackend backend) {
    String told =
        backend.name().isEmpty()
            ? "as Flink does not tell the state backend"
            : "for " + backend.name();
    return backend.changelog() == Changelog.ON ? told + " with a changelog" : told;
  }

  /** The choice with this format among its reasons, if it is to take a savepoint. */
  CaptureChoice in(CaptureChoice choice) {
    return choice.capture() == Capture.SAVEPOINT
        ? new CaptureChoice(
            choice.capture(),
            choice.estimatedDrain(),
            "%s; %s format, %s"
                .formatted(choice.reason(), format.name().toLowerCase(Locale.ROOT), why),
            Optional.of(format))
        : choice;
  }
}
