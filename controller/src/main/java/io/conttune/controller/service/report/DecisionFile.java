package io.conttune.controller.service.report;

import io.conttune.controller.store.RecordJson;
import io.conttune.core.tuning.DecisionRecord;
import java.util.Optional;

/**
 * Writes each new decision as one line of JSON to a file, for people and for tools that read lines.
 * The loops of several jobs may share one.
 */
public final class DecisionFile implements LoopListener {
  private final LineFile file;
  private final RecordJson json = new RecordJson();

  /** Appends to this file, to which others may write as well. */
  public DecisionFile(LineFile file) {
    this.file = file;
  }

  @Override
  public void hear(LoopNews news) {
    Optional<DecisionRecord> decision =
        news.match(
            stepped -> stepped.outcome().newDecision(),
            changed -> Optional.empty(),
            lost -> Optional.empty(),
            failed -> Optional.empty(),
            defect -> Optional.empty(),
            leftDown -> Optional.empty());
    decision.ifPresent(this::write);
  }

  private void write(DecisionRecord decision) {
    file.append(json.write(decision));
  }
}
