package io.conttune.controller.rescale;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.StateFinder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks for state in directories that the controller sees under the same path as the cluster does:
 * of one machine, or mounted on both. State elsewhere, such as in an object store, it cannot see.
 *
 * <p>Flink writes {@code _metadata} last, so that what has it is complete.
 */
public final class MountedStateFinder implements StateFinder {
  /** Flink names a savepoint after this many digits of the id of its job. */
  private static final int DIGITS_IN_NAME = 6;

  private record Found(CapturedState state, FileTime completed) {}

  @Override
  public Optional<CapturedState> newest(RescaleEntry entry) throws FlinkUnavailableException {
    Optional<Rescaling.Restart> restart = entry.plan().rescaling().restart();
    return restart.isPresent() ? newest(entry, restart.get()) : Optional.empty();
  }

  private static Optional<CapturedState> newest(RescaleEntry entry, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    List<Found> found = new ArrayList<>();
    String digits = entry.plan().jobId().substring(0, DIGITS_IN_NAME);
    Optional<Path> savepoints = new StateDirectory(restart.savepointDirectory()).mounted();
    if (savepoints.isPresent()) {
      String name = "savepoint-" + digits + "-*";
      found.addAll(complete(savepoints.get(), name, CapturedState.Kind.FOUND_SAVEPOINT));
    }
    Optional<Path> root =
        restart.checkpointRoot().flatMap(path -> new StateDirectory(path).mounted());
    if (root.isPresent()) {
      found.addAll(checkpoints(root.get(), entry));
    }
    return found.stream().max(Comparator.comparing(Found::completed)).map(Found::state);
  }

  private static List<Found> checkpoints(Path root, RescaleEntry entry)
      throws FlinkUnavailableException {
    List<Found> found = new ArrayList<>(ofRun(root, entry.plan().jobId()));
    for (int attempt = 0; attempt <= entry.attempt(); attempt++) {
      found.addAll(ofRun(root, entry.launchedJobId(attempt)));
    }
    return found;
  }

  private static List<Found> ofRun(Path root, String jobId) throws FlinkUnavailableException {
    return complete(root.resolve(jobId), "chk-*", CapturedState.Kind.CHECKPOINT);
  }

  private static List<Found> complete(Path directory, String name, CapturedState.Kind kind)
      throws FlinkUnavailableException {
    List<Found> found = new ArrayList<>();
    try (DirectoryStream<Path> candidates = Files.newDirectoryStream(directory, name)) {
      for (Path candidate : candidates) {
        Path metadata = candidate.resolve("_metadata");
        if (Files.isRegularFile(metadata) && Files.size(metadata) > 0) {
          CapturedState state = new CapturedState(candidate.toUri().toString(), kind);
          found.add(new Found(state, Files.getLastModifiedTime(metadata)));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException nothing) {
      // A run that completed nothing, or a directory that only the cluster sees.
      return List.of();
    } catch (IOException e) {
      throw new FlinkUnavailableException("cannot look for state in " + directory + ": " + e, e);
    }
    return found;
  }
}
