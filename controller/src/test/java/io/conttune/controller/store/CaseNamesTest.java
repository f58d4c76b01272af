package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class CaseNamesTest {
  private sealed interface Shape {}

  private record Circle() implements Shape {}

  private record Square() implements Shape {}

  @Test
  void nameTheCaseThatWasForgotten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CaseNames<>(Shape.class, Map.of(Circle.class, "circle")))
        .withMessage("Shape.Square has no name in JSON; give it one in RecordJson");
  }

  @Test
  void areDifferent() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CaseNames<>(Shape.class, Map.of(Circle.class, "shape", Square.class, "shape")))
        .withMessage("two cases of Shape have the same name in JSON: [shape, shape]");
  }
}
