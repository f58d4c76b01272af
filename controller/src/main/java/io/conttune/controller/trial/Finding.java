package io.conttune.controller.trial;

import io.conttune.core.PrintableText;
import io.conttune.core.Require;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that was checked of a cluster or a job.
 *
 * @param subject the cluster, or the job by its name
 * @param text what was found
 * @param remedy what to do; empty if nothing stands in the way
 */
public record Finding(String subject, String text, Optional<String> remedy) {
  public Finding {
    Require.text("subject", subject);
    Require.text("text", text);
    Objects.requireNonNull(remedy, "remedy");
  }

  /** The subject of what is found of the whole cluster. */
  static final String CLUSTER = "cluster";

  static Finding note(String subject, String text) {
    return new Finding(subject, text, Optional.empty());
  }

  static Finding trouble(String subject, String text, String remedy) {
    return new Finding(subject, text, Optional.of(remedy));
  }

  /** The finding in a line, for a terminal. */
  public String line() {
    String found = subject + ": " + text;
    return PrintableText.of(
        remedy
            .map(advice -> "TROUBLE  " + found + "; " + advice)
            .orElseGet(() -> "note     " + found));
  }

  /** Whether it is about this job. */
  public boolean concerns(String job) {
    return subject.equals(job);
  }

  /** Whether it is about the cluster itself. */
  public boolean isOfCluster() {
    return subject.equals(CLUSTER);
  }

  /** Whether it would stand in the way. */
  public boolean isTrouble() {
    return remedy.isPresent();
  }
}
