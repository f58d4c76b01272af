package io.conttune.controller.rescale.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.rescale.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The picture of the stages shows what there is. */
class RescalingDocTest {
  private static final Path PICTURE = Path.of("..", "docs", "images", "rescaling.svg");

  @ParameterizedTest
  @EnumSource(Stage.class)
  void showsEveryStage(Stage stage) throws IOException {
    assertThat(Files.readString(PICTURE)).contains(">" + stage.name() + "<");
  }
}
