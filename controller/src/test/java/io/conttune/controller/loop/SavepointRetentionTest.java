package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conttune.core.rescale.CapturedState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavepointRetentionTest {
  private static final List<String> MADE =
      List.of(
          "file:/s/savepoint-5",
          "file:/s/savepoint-4",
          "file:/s/savepoint-3",
          "file:/s/savepoint-2");

  @Test
  void namesAllButTheNewestTheOldestFirst() {
    assertThat(superfluous(2, MADE, Optional.empty()))
        .containsExactly("file:/s/savepoint-2", "file:/s/savepoint-3");
  }

  @Test
  void namesNoneIfThereAreNoMoreThanItKeeps() {
    assertThat(superfluous(4, MADE, Optional.empty())).isEmpty();
    assertThat(superfluous(Integer.MAX_VALUE, MADE, Optional.empty())).isEmpty();
    assertThat(superfluous(3, List.of(), Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:/s/savepoint-2", "file:///s/savepoint-2", "file:///s/savepoint-2/"})
  void keepsWhatTheJobWasStartedFromHoweverItIsWritten(String state) {
    assertThat(superfluous(1, MADE, Optional.of(CapturedState.foundSavepoint(state))))
        .containsExactly("file:/s/savepoint-3", "file:/s/savepoint-4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:/c/0123456789abcdef0123456789abcdef/chk-7",
        "file:/s/savepoint-1/chk-7",
        "file:/s/savepoint-",
        "file:/s/mine",
        ""
      })
  void namesNothingThatDoesNotLookLikeASavepoint(String path) {
    assertThat(superfluous(1, List.of("file:/s/savepoint-2", path), Optional.empty())).isEmpty();
  }

  @Test
  void takesAnyFileSystem() {
    assertThat(
            superfluous(
                1, List.of("s3://b/s/savepoint-2", "s3://b/s/savepoint-1/"), Optional.empty()))
        .containsExactly("s3://b/s/savepoint-1/");
  }

  @Test
  void keepsAtLeastOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SavepointRetention(0));
  }

  private static List<String> superfluous(
      int keep, List<String> made, Optional<CapturedState> state) {
    return new SavepointRetention(keep).superfluous(made, state);
  }
}
