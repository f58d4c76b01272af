package io.conttune.controller.store;

import io.conttune.controller.files.IoReason;
import io.conttune.controller.files.OwnerOnly;
import io.conttune.core.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/**
 * The file of an H2 database: made whole or not at all, and watched for its removal while it is
 * open.
 *
 * @param path the file, whose name ends in {@code .mv.db}
 */
record StoreFile(Path path) {
  /** What a person can do about a file that is not the store that it was. */
  static final String REMEDY =
      "put a good copy of it back; or see that every job runs as it should, move the file away and"
          + " start again, which makes a new store that knows of no unfinished rescale";

  /** Fills a new database. */
  interface DatabaseFiller {
    void make(Path draft) throws SQLException;
  }

  /** Whether there is a file. */
  boolean exists() {
    return Files.exists(path);
  }

  /**
   * Refuses what cannot be a database.
   *
   * @throws StoreUnavailableException if it is a directory or empty
   */
  void requireContent() throws IOException {
    if (Files.isDirectory(path)) {
      throw new StoreUnavailableException(
          "the store %s is a directory, but must be a file; name another one in the key store"
              .formatted(path));
    }
    if (Files.size(path) == 0) {
      throw new StoreUnavailableException(
          "the store %s is empty (0 bytes), so it is no database of ContTune; %s"
              .formatted(path, REMEDY));
    }
  }

  /**
   * Makes the file. A crash leaves none that is half made: the database is filled under another
   * name, and gets its own one when it is whole.
   *
   * @return whether it was made here; not if another process was faster
   */
  boolean make(DatabaseFiller filler) throws IOException, SQLException {
    Path directory = Objects.requireNonNull(path.getParent(), "an absolute path");
    OwnerOnly.createDirectories(directory);
    Path draft = Files.createTempFile(directory, "new-", ".mv.db");
    try {
      filler.make(draft);
      return publish(draft);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private boolean publish(Path draft) throws IOException {
    try {
      // Unlike a rename, a link never replaces the file that another process has made meanwhile.
      Files.createLink(path, draft);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      Files.move(draft, path);
      return true;
    }
  }

  /** Tells this file from another one of its name; empty if there is none. */
  Optional<Object> identity() throws IOException {
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return Optional.of(key == null ? path : key);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Takes the permissions of everybody but its owner from the file, and tells what was done. */
  void tighten(StoreListener listener) throws IOException {
    Optional<String> exposure = OwnerOnly.exposure(path);
    if (exposure.isPresent()) {
      listener.exposed(path, exposure.get(), tightened());
    }
  }

  private String tightened() {
    try {
      OwnerOnly.tighten(path);
      return "they were narrowed to its owner's";
    } catch (IOException e) {
      return "they cannot be changed (%s); have its owner run: chmod 600 %s"
          .formatted(IoReason.of(e), path);
    }
  }
}
