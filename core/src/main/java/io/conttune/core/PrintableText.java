package io.conttune.core;

/**
 * Makes text from outside safe to print: a terminal, a log and a diff show every character of it,
 * and none of them moves a cursor, changes a colour or turns the direction of writing.
 */
public final class PrintableText {
  private PrintableText() {}

  /**
   * The text with each character that cannot be seen replaced by its escape, for example {@code
   * \u001b}: control and format characters, line and paragraph separators, unassigned characters
   * and halves of a surrogate pair. Line breaks and tabs are replaced too.
   */
  public static String of(String text) {
    if (text.codePoints().allMatch(PrintableText::isPrintable)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(character -> append(printable, character));
    return printable.toString();
  }

  private static void append(StringBuilder printable, int character) {
    if (isPrintable(character)) {
      printable.appendCodePoint(character);
      return;
    }
    for (char unit : Character.toChars(character)) {
      printable.append("\\u%04x".formatted((int) unit));
    }
  }

  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
