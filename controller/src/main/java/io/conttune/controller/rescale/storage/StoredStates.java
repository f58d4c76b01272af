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
        .<SearchResult>map(newest -> new SearchResult.Newest(newest.state()))
        .orElseGet(SearchResult.Nothing::new);
  }

  void cannotSee(String place) {
    notVisible.add(place);
  }

  /** Looks whether this state is still there, and of what time. */
  void lookFor(CapturedState state) throws FlinkUnavailableException {
    Optional<Path> path = new StateDirectory(state.path()).mounted();
    if (path.isEmpty()) {
      cannotSee(state.path());
      return;
    }
    try {
      addIfComplete(path.get(), state);
    } catch (AccessDeniedException e) {
      cannotSee(state.path());
    } catch (IOException e) {
      throw unreadable(path.get(), e);
    }
  }

  /** Looks for savepoints of these names. */
  void savepoints(String location, List<String> names) throws FlinkUnavailableException {
    Optional<Path> directory = new StateDirectory(location).mounted();
    for (String name : names) {
      if (directory.isEmpty()
          || !isRead(directory.get(), name, CapturedState.Kind.FOUND_SAVEPOINT)) {
        cannotSee(location);
      }
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
      if (isThere && !isRead(folder, "chk-*", CapturedState.Kind.CHECKPOINT)) {
        cannotSee(folder.toString());
      }
    }
  }

  /** Whether the directory could be looked at. */
  private boolean isRead(Path directory, String name, CapturedState.Kind kind)
      throws FlinkUnavailableException {
    try (DirectoryStream<Path> candidates = Files.newDirectoryStream(directory, name)) {
      for (Path candidate : candidates) {
        addIfComplete(candidate, new CapturedState(candidate.toUri().toString(), kind));
      }
      return true;
    } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
      return false;
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  private void addIfComplete(Path directory, CapturedState state) throws IOException {
    try {
      BasicFileAttributes metadata =
          Files.readAttributes(directory.resolve("_metadata"), BasicFileAttributes.class);
      if (metadata.isRegularFile() && metadata.size() > 0) {
        found.add(new Found(state, metadata.lastModifiedTime()));
      }
    } catch (NoSuchFileException incomplete) {
      // It is being written or deleted, or was never completed.
    }
  }

  private static FlinkUnavailableException unreadable(Path directory, IOException e) {
    return new FlinkUnavailableException("cannot look for state in " + directory + ": " + e, e);
  }
}
