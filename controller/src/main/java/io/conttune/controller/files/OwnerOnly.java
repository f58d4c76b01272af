package io.conttune.controller.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Files and directories that only their owner may use, whatever the umask of the process. Job
 * arguments may hold passwords, and they stand in the store. File systems without POSIX permissions
 * keep their defaults.
 */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private OwnerOnly() {}

  /** Makes this directory, and those above it, where they are missing. Others stay as they are. */
  public static void createDirectories(Path directory) throws IOException {
    // A link to a directory is one, but not to createDirectories.
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, attributes(directory, DIRECTORY));
    }
  }

  /** Makes this file, empty, if it is not there. One that is there stays as it is. */
  public static void createFile(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createFile(file, fileAttributes(file));
    } catch (FileAlreadyExistsException faster) {
      // Another writer has just made it.
      return;
    }
  }

  /** The attributes with which to make this file. */
  public static FileAttribute<?>[] fileAttributes(Path file) {
    return attributes(file, FILE);
  }

  /**
   * The permissions of this file as {@code rw-r--r--}, if anybody but its owner has any; empty if
   * nobody has, if the file is not there, or if its file system knows none.
   */
  public static Optional<String> exposure(Path file) throws IOException {
    if (!Files.exists(file) || !isPosix(file)) {
      return Optional.empty();
    }
    Set<PosixFilePermission> present = Files.getPosixFilePermissions(file);
    return OWNER.containsAll(present)
        ? Optional.empty()
        : Optional.of(PosixFilePermissions.toString(present));
  }

  /** Takes the permissions of everybody but its owner from this file. */
  public static void tighten(Path file) throws IOException {
    Set<PosixFilePermission> kept = EnumSet.copyOf(OWNER);
    kept.retainAll(Files.getPosixFilePermissions(file));
    Files.setPosixFilePermissions(file, kept);
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
