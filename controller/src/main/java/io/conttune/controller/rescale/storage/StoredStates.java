package io.conttune.controller.rescale.storage;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.StateFinder.SearchResult;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The states of a job that are found one after the other, and the places that could not be looked
 * at. Flink writes {@code _metadata} last, so that what has it is complete. Not thread-safe.
 */
final class StoredStates {
  private final List<Found> found = new ArrayList<>();
  private final List<String> notVisible = new ArrayList<>();

  private record Found(CapturedState state, FileTime completed) {}

  /** Of states of one time the one that was looked at first is the newest. */
  SearchResult answer() {
    if (!notVisible.isEmpty()) {
      return new SearchResult.NotVisible(notVisible.stream().distinct().toList());
    }
    return found.stream()
        .max(Comparator.comparing(Found::completed))
        .<SearchResult>map(newest -> new SearchResult.Found(newest.state()))
        .orElseGet(SearchResult.Nothing::new);
  }

  void cannotSee(String place) {
    notVisible.add(place);
  }

  /**
   * Looks whether this state is still there, and of what time. Flink deletes checkpoints, but no
   * savepoint: one that is not there lies elsewhere.
   */
  void lookFor(CapturedState state) throws FlinkUnavailableException {
    Optional<Path> path = new StateDirectory(state.path()).mounted();
    if (path.isEmpty()) {
      cannotSee(state.path());
      return;
    }
    try {
      boolean isThere = addIfComplete(path.get(), state);
      if (!isThere && state.kind() != CapturedState.StateKind.CHECKPOINT) {
        cannotSee(state.path());
      }
    } catch (AccessDeniedException e) {
      cannotSee(state.path());
    } catch (IOException e) {
      throw unreadable(path.get(), e);
    }
  }

  /**
   * Looks for savepoints of these names. A directory of this path may be another one than the
   * cluster's. It counts as the cluster's if it has such a savepoint, complete or not, or lies in
   * the file system of the cluster's checkpoints.
   */
  void savepoints(String location, List<String> names, Optional<String> checkpoints)
      throws FlinkUnavailableException {
    Optional<Path> directory = new StateDirectory(location).mounted();
    if (directory.isEmpty()) {
      cannotSee(location);
      return;
    }
    int seen = 0;
    for (String name : names) {
      OptionalInt candidates = read(directory.get(), name, CapturedState.StateKind.FOUND_SAVEPOINT);
      if (candidates.isEmpty()) {
        cannotSee(location);
        return;
      }
      seen += candidates.getAsInt();
    }
    if (seen == 0 && !isInFileSystemOf(directory.get(), checkpoints)) {
      cannotSee(location);
    }
  }

  private static boolean isInFileSystemOf(Path directory, Optional<String> checkpoints)
      throws FlinkUnavailableException {
    Optional<Path> folder = checkpoints.flatMap(location -> new StateDirectory(location).mounted());
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return false;
    }
    try {
      return Files.getFileStore(directory).equals(Files.getFileStore(folder.get()));
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  /**
   * Looks for checkpoints of these runs. The first is known to have completed one, so that a place
   * without a folder of it is not the one where the cluster keeps them.
   */
  void checkpoints(String location, List<String> runs) throws FlinkUnavailableException {
    Optional<Path> root = new StateDirectory(location).mounted();
    if (root.isEmpty() || !Files.isDirectory(root.get().resolve(runs.get(0)))) {
      cannotSee(location);
      return;
    }
    for (String run : runs) {
      Path folder = root.get().resolve(run);
      boolean isThere = !Files.notExists(folder);
      if (isThere && read(folder, "chk-*", CapturedState.StateKind.CHECKPOINT).isEmpty()) {
        cannotSee(folder.toString());
      }
    }
  }

  /** How many states of this name are there, complete or not; empty if it cannot be looked at. */
  private OptionalInt read(Path directory, String name, CapturedState.StateKind kind)
      throws FlinkUnavailableException {
    try (DirectoryStream<Path> candidates = Files.newDirectoryStream(directory, name)) {
      int seen = 0;
      for (Path candidate : candidates) {
        boolean unused =
            addIfComplete(candidate, new CapturedState(candidate.toUri().toString(), kind));
        seen++;
      }
      return OptionalInt.of(seen);
    } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
      return OptionalInt.empty();
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  /** Whether it is there and complete. */
  private boolean addIfComplete(Path directory, CapturedState state) throws IOException {
    try {
      BasicFileAttributes metadata =
          Files.readAttributes(directory.resolve("_metadata"), BasicFileAttributes.class);
      boolean isComplete = metadata.isRegularFile() && metadata.size() > 0;
      if (isComplete) {
        found.add(new Found(state, metadata.lastModifiedTime()));
      }
      return isComplete;
    } catch (NoSuchFileException incomplete) {
      // It is being written or deleted, or was never completed.
      return false;
    }
  }

  private static FlinkUnavailableException unreadable(Path directory, IOException e) {
    return new FlinkUnavailableException("cannot look for state in " + directory + ": " + e, e);
  }
}
