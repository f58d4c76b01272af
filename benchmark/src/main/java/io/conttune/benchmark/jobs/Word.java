package io.conttune.benchmark.jobs;

/**
 * One word of a line, about 1 KiB on the wire.
 *
 * @param text the word
 * @param padding fills the record up, see {@link Line}
 */
public record Word(String text, String padding) {

  static Word padded(String text) {
    return new Word(text, Line.paddingFor(text));
  }
}
