package io.conttune.controller.loop;

import io.conttune.core.Require;
import java.util.List;

/**
 * The changes of a job since the last look that no rescale of this controller has made.
 *
 * @param formerJobId id of the run that the last look saw; the present run's if it has stayed
 * @param sentences one sentence for each change, for a person; at least one
 */
public record JobChange(String formerJobId, List<String> sentences) {
  public JobChange {
    Require.text("former job id", formerJobId);
    sentences = List.copyOf(sentences);
    Require.atLeast("number of changes", 1, sentences.size());
  }
}
