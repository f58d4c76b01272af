package io.conttune.controller.store;

import io.conttune.controller.files.IoReason;
import io.conttune.core.StoreUnavailableException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcException;

/**
 * Says what is wrong with an H2 database, and what helps.
 *
 * @param place of the database
 */
record H2Failures(String place) {
  /** A transaction of another thread did not end within this time. */
  StoreUnavailableException hanging(Duration patience) {
    return new StoreUnavailableException(
        "the store %s did not answer within %d s: another read or write of it still waits for its"
                .formatted(place, patience.toSeconds())
            + " disk");
  }

  /** The database failed between the commit of a change and the moment when it was on the disk. */
  StoreUnavailableException openedAnew() {
    return new StoreUnavailableException(
        "the store %s was opened anew before a change was known to be on its disk"
            .formatted(place));
  }

  /** A transaction of another thread kept the database from being closed. */
  StoreUnavailableException notClosed() {
    return new StoreUnavailableException(
        "the store %s was not closed in good order: a read or write of it still waits for its disk"
            .formatted(place));
  }

  /** The database cannot do something, for the reason that H2 gives. */
  StoreUnavailableException unavailable(String what, Exception failure) {
    int code = failure instanceof SQLException sql ? sql.getErrorCode() : 0;
    String message =
        switch (code) {
          case ErrorCode.DATABASE_ALREADY_OPEN_1, ErrorCode.DATABASE_IS_IN_EXCLUSIVE_MODE ->
              ("the store %s is in use by another controller; an H2 database serves one controller:"
                      + " stop the other one, or name another file for this one")
                  .formatted(place);
          case ErrorCode.FILE_CORRUPTED_1, ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 ->
              "the store %s %s: %s; if this stays so, %s"
                  .formatted(place, what, cause(failure), StoreFile.REMEDY);
          default -> "the store %s %s: %s".formatted(place, what, cause(failure));
        };
    return new StoreUnavailableException(message, failure);
  }

  /** The words of the operating system, as "No space left on device", if there are any. */
  private static String cause(Exception failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    if (deepest instanceof IOException io) {
      return IoReason.of(io);
    }
    return failure instanceof JdbcException h2 ? h2.getOriginalMessage() : failure.getMessage();
  }
}
