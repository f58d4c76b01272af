package io.conttune.benchmark.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.simulator.tuner.Contender;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ComparisonPictureTest {
  @Test
  void drawsNoTwoTunersAlike() {
    assertThat(Arrays.stream(Contender.values()).map(ComparisonPicture::style))
        .extracting(style -> style.color() + " " + style.dash())
        .doesNotHaveDuplicates();
  }
}
