package io.conttune.controller.loop;

import io.conttune.core.Require;
import java.util.List;

/**
 * What has changed of a job since it was seen last, other than by a rescale of this controller.
 *
 * @param formerJobId the run in which it was seen last; the present one if that has stayed
 * @param sentences one of each change, for a person; at least one
 */
public record JobChange(String formerJobId, List<String> sentences) {
  public JobChange {
    Require.text("former job id", formerJobId);
    sentences = List.copyOf(sentences);
    Require.atLeast("number of changes", 1, sentences.size());
  }
}
