package io.conttune.benchmark.jobs.wordcount;

import io.conttune.benchmark.jobs.source.Padding;

/**
 * One word of a line.
 *
 * @param text the word
 * @param time when its line fell due, in ms since the epoch
 * @param padding fills the record up, see {@link Padding}
 */
public record Word(String text, long time, String padding) {

  static Word padded(String text, long time) {
    return new Word(text, time, Padding.KIBIBYTE);
  }
}
