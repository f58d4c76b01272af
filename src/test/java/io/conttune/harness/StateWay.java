package io.conttune.harness;

import io.conttune.controller.config.CaptureMode;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.core.rescale.SavepointFormat;

/** A way of bringing state on disk to another parallelism. */
enum StateWay {
  CANONICAL("canonical savepoint", CaptureMode.SAVEPOINT, SavepointFormat.CANONICAL),
  NATIVE("native savepoint", CaptureMode.SAVEPOINT, SavepointFormat.NATIVE),
  CHECKPOINT("retained checkpoint", CaptureMode.CHECKPOINT, SavepointFormat.NATIVE),
  IN_PLACE("in place", CaptureMode.CHECKPOINT, SavepointFormat.NATIVE);

  private final String words;
  private final CaptureMode capture;
  private final SavepointFormat format;

  StateWay(String words, CaptureMode capture, SavepointFormat format) {
    this.words = words;
    this.capture = capture;
    this.format = format;
  }

  String words() {
    return words;
  }

  CaptureMode capture() {
    return capture;
  }

  SavepointFormat format() {
    return format;
  }

  InPlaceMode inPlace() {
    return this == IN_PLACE ? InPlaceMode.ALWAYS : InPlaceMode.NEVER;
  }
}
