package io.conttune.controller.service.report;

import io.conttune.controller.store.RecordJson;
import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.DecisionRecord;
import java.util.List;

/**
 * A decision log that also writes each decision as one line of JSON to a file, for people and for
 * tools that read lines.
 */
public final class DecisionFile implements DecisionLog {
  private final DecisionLog log;
  private final LineFile file;
  private final RecordJson json = new RecordJson();

  /** Writes to this file, which others may write to as well, what goes to this log. */
  public DecisionFile(DecisionLog log, LineFile file) {
    this.log = log;
    this.file = file;
  }

  @Override
  public void append(DecisionRecord decision) {
    log.append(decision);
    file.append(json.write(decision));
  }

  @Override
  public List<DecisionRecord> decisions(String jobName, int limit) {
    return log.decisions(jobName, limit);
  }
}
