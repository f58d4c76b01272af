package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.collector.StateBackend;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.CaptureChoice;
import io.conttune.core.rescale.SavepointFormat;
import io.conttune.core.rescale.SavepointFormat.Changelog;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlannedFormatTest {
  private static final StateBackend ROCKSDB =
      new StateBackend("EmbeddedRocksDBStateBackend", Changelog.OFF);
  private static final StateBackend HEAP = new StateBackend("HashMapStateBackend", Changelog.OFF);

  @Test
  void isNativeOfStateOnDiskAndSaysOfWhichBackend() {
    CaptureChoice savepoint =
        new CaptureChoice(Capture.SAVEPOINT, Optional.empty(), "rescale.capture is savepoint");

    assertThat(PlannedFormat.of(SavepointFormat.AUTO, "1.20.5", ROCKSDB).in(savepoint).reason())
        .isEqualTo("rescale.capture is savepoint; native format, for EmbeddedRocksDBStateBackend");
  }

  @Test
  void isCanonicalOfStateInMemoryAndWithAChangelog() {
    StateBackend changing = new StateBackend("ForStStateBackend", Changelog.ON);

    assertThat(PlannedFormat.of(SavepointFormat.AUTO, "2.3.0", HEAP))
        .isEqualTo(new PlannedFormat(SavepointFormat.CANONICAL, "for HashMapStateBackend"));
    assertThat(PlannedFormat.of(SavepointFormat.AUTO, "2.3.0", changing))
        .isEqualTo(
            new PlannedFormat(SavepointFormat.CANONICAL, "for ForStStateBackend with a changelog"));
  }

  @Test
  void isCanonicalWhereFlinkDoesNotTellTheBackend() {
    assertThat(PlannedFormat.of(SavepointFormat.AUTO, "1.20.5", StateBackend.NOT_TOLD))
        .isEqualTo(
            new PlannedFormat(
                SavepointFormat.CANONICAL, "as Flink does not tell the state backend"));
  }

  @Test
  void isThatOfTheUserWhereTheVersionKnowsIt() {
    assertThat(PlannedFormat.of(SavepointFormat.NATIVE, "1.15.4", HEAP).format())
        .isEqualTo(SavepointFormat.NATIVE);
    assertThat(PlannedFormat.of(SavepointFormat.NATIVE, "1.14.6", ROCKSDB))
        .isEqualTo(
            new PlannedFormat(SavepointFormat.CANONICAL, "the only one that Flink 1.14.6 knows"));
  }

  @Test
  void saysNothingOfACheckpoint() {
    CaptureChoice checkpoint =
        new CaptureChoice(Capture.CHECKPOINT, Optional.empty(), "rescale.capture is checkpoint");

    assertThat(PlannedFormat.of(SavepointFormat.NATIVE, "1.20.5", HEAP).in(checkpoint))
        .isEqualTo(checkpoint);
  }
}
