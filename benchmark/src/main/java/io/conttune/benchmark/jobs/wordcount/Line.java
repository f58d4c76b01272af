package io.conttune.benchmark.jobs.wordcount;

import io.conttune.benchmark.jobs.source.Padding;

/**
 * One line of the input.
 *
 * @param text the words, separated by one blank each
 * @param time when it fell due, in ms since the epoch
 * @param padding fills the record up, see {@link Padding}
 */
public record Line(String text, long time, String padding) {

  static Line padded(String text, long time) {
    return new Line(text, time, Padding.KIBIBYTE);
  }
}
