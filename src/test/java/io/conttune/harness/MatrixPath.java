package io.conttune.harness;

import io.conttune.collector.FlinkVersion;
import io.conttune.controller.config.CaptureMode;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.core.rescale.SavepointFormat;

/** A way of rescaling a job that each version of Flink is tried with: a column of the table. */
enum MatrixPath {
  ARGUMENTS("arguments", LaunchMethod.ARGUMENTS, CaptureMode.SAVEPOINT, SavepointFormat.CANONICAL),
  UNIFORM("uniform", LaunchMethod.UNIFORM, CaptureMode.SAVEPOINT, SavepointFormat.CANONICAL),
  OVERRIDES("overrides", LaunchMethod.OVERRIDES, CaptureMode.SAVEPOINT, SavepointFormat.CANONICAL),
  CLIENT("client", LaunchMethod.CLIENT, CaptureMode.SAVEPOINT, SavepointFormat.CANONICAL),
  COMMAND("command", LaunchMethod.COMMAND, CaptureMode.SAVEPOINT, SavepointFormat.CANONICAL),
  NATIVE("native savepoint", LaunchMethod.ARGUMENTS, CaptureMode.SAVEPOINT, SavepointFormat.NATIVE),
  CHECKPOINT(
      "checkpoint", LaunchMethod.ARGUMENTS, CaptureMode.CHECKPOINT, SavepointFormat.CANONICAL),
  IN_PLACE("in place", LaunchMethod.ARGUMENTS, CaptureMode.SAVEPOINT, SavepointFormat.CANONICAL);

  private final String column;
  private final LaunchMethod launch;
  private final CaptureMode capture;
  private final SavepointFormat format;

  MatrixPath(String column, LaunchMethod launch, CaptureMode capture, SavepointFormat format) {
    this.column = column;
    this.launch = launch;
    this.capture = capture;
    this.format = format;
  }

  String column() {
    return column;
  }

  LaunchMethod launch() {
    return launch;
  }

  CaptureMode capture() {
    return capture;
  }

  SavepointFormat format() {
    return format;
  }

  /** Whether this version can do it; on others the planner must refuse it. */
  boolean isOpenOn(FlinkVersion version) {
    return switch (this) {
      case OVERRIDES -> version.isAtLeast(1, 19) && !version.isAtLeast(2, 0);
      case IN_PLACE -> version.isAtLeast(1, 18);
      case ARGUMENTS, CLIENT, UNIFORM, COMMAND, NATIVE, CHECKPOINT -> true;
    };
  }

  InPlaceMode inPlace() {
    return this == IN_PLACE ? InPlaceMode.ALWAYS : InPlaceMode.NEVER;
  }
}
