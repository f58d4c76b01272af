package io.conttune.controller.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Says in words why a file cannot be used; the JDK's messages often hold its name alone. */
public final class IoReason {
  private IoReason() {}

  /** As {@code no space left on device}, with the name of the file where it is known. */
  public static String of(IOException failure) {
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or directory";
    }
    if (failure instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + ": exists, but is not what is needed";
    }
    if (failure instanceof FileSystemException other && other.getReason() != null) {
      return other.getFile() + ": " + other.getReason();
    }
    return Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
  }
}
