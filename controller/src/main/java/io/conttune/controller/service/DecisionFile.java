package io.conttune.controller.service;

import io.conttune.controller.store.RecordJson;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.DecisionRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A decision log that also writes each decision as one line of JSON to a file, for people and for
 * tools that read lines. The file is opened for each line, so that it can be rotated at any time.
 */
public final class DecisionFile implements DecisionLog {
  private final DecisionLog log;
  private final Path file;
  private final RecordJson json = new RecordJson();

  /** Writes to this file what goes to this log. */
  public DecisionFile(DecisionLog log, Path file) {
    this.log = log;
    this.file = file;
  }

  @Override
  public void append(DecisionRecord decision) {
    log.append(decision);
    writeLine(json.write(decision) + System.lineSeparator());
  }

  /** One at a time: a long line goes out in pieces, and jobs share the file. */
  private synchronized void writeLine(String line) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      // A link to a directory is one, but not to createDirectories.
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory);
      }
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot write the decision log " + file, e);
    }
  }

  @Override
  public List<DecisionRecord> decisions(String jobName, int limit) {
    return log.decisions(jobName, limit);
  }
}
