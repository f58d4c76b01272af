package io.conttune.benchmark.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The directories of the embedded Flink.
 *
 * @param root made by the cluster, holds everything and is removed with it
 */
record ClusterDirectories(Path root) {

  static ClusterDirectories create(Path parent) throws IOException {
    Path root = Files.createTempDirectory(parent.toAbsolutePath(), "flink-");
    ClusterDirectories directories = new ClusterDirectories(root);
    Files.createDirectory(directories.temporary());
    Files.createDirectory(directories.web());
    Files.createDirectory(directories.checkpoints());
    Files.createDirectory(directories.savepoints());
    return directories;
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  Path web() {
    return root.resolve("web");
  }

  Path checkpoints() {
    return root.resolve("checkpoints");
  }

  Path savepoints() {
    return root.resolve("savepoints");
  }

  /** Removes everything, also while a late thread of the cluster still removes its own part. */
  void remove() throws IOException {
    Files.walkFileTree(root, new Removal());
  }

  private static final class Removal extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      if (failure != null && !(failure instanceof NoSuchFileException)) {
        throw failure;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
