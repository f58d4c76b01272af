package io.conttune.docs;

import java.util.regex.Pattern;

/**
 * One sentence of a page.
 *
 * @param line of the page on which it begins, from 1
 * @param text in one line; a code span in it counts as one word
 */
record Sentence(int line, String text) {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{N}]");

  /** The number of words; a dash or an arrow is none. */
  long words() {
    return SPACE.splitAsStream(text).filter(word -> LETTER_OR_DIGIT.matcher(word).find()).count();
  }
}
