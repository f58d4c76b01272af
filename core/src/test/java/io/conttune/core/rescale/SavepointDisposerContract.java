package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.SavepointDisposer.Disposal;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The contract of every {@link SavepointDisposer}, on a cluster that answers. */
public abstract class SavepointDisposerContract {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** The disposer under test. */
  protected abstract SavepointDisposer disposer();

  /** The path of a savepoint that is there. */
  protected abstract String savepoint() throws FlinkUnavailableException, IOException;

  /** Whether anything of a savepoint is there. */
  protected abstract boolean exists(String path);

  /** The id of a run that was started without any state. */
  protected abstract String freshRun() throws FlinkUnavailableException;

  /** The id of a run that was started from this savepoint. */
  protected abstract String runFrom(String path) throws FlinkUnavailableException;

  @Test
  void disposesOfASavepoint() throws FlinkUnavailableException, IOException {
    String path = savepoint();
    SavepointDisposer disposer = disposer();
    assertThat(exists(path)).isTrue();

    Disposal end = end(disposer, path);

    assertThat(end).isEqualTo(new Disposal.Gone());
    assertThat(exists(path)).isFalse();
  }

  @Test
  void takesOneThatIsNotThereForGone() throws FlinkUnavailableException, IOException {
    String path = savepoint();
    end(disposer(), path);

    assertThat(end(disposer(), path)).isEqualTo(new Disposal.Gone());
  }

  @Test
  void tellsFromWhatARunWasRestored() throws FlinkUnavailableException, IOException {
    String path = savepoint();

    assertThat(disposer().restoredFrom(freshRun())).isEmpty();
    assertThat(disposer().restoredFrom(runFrom(path))).contains(path);
  }

  /** Asks until there is an answer. */
  protected static Disposal end(SavepointDisposer disposer, String path) {
    return await()
        .atMost(DEADLINE)
        .until(() -> disposer.dispose(path), now -> !(now instanceof Disposal.InProgress));
  }
}
