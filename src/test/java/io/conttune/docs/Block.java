package io.conttune.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A paragraph, list item, heading or table row of a page.
 *
 * @param type of it
 * @param line of the page on which it begins, from 1
 * @param text without the marks of its type; line breaks are those of the page
 */
record Block(BlockType type, int line, String text) {
  enum BlockType {
    HEADING,
    PROSE,
    TABLE_ROW
  }

  private static final String NO_BREAK = "\u00a0";
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern CODE_SPAN = Pattern.compile("`[^`]+`");
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]*\\]\\([^)]*\\)");
  private static final Pattern LINK_TEXT = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");

  /** A full stop, what may close a quotation after it, space, and the beginning of a sentence. */
  private static final Pattern END =
      Pattern.compile("[.!?][)\"'*_\\]]*(\\s+)(?=[(\"'\\[*_]*[\\p{Lu}`\\p{N}≥])");

  private static final Pattern ABBREVIATION =
      Pattern.compile("(^|[\\s(\\[])(Eq|Alg|no|vs|cf|e\\.g|i\\.e)\\.$");

  List<Sentence> sentences() {
    String plain = CODE_SPAN.matcher(text).replaceAll(span -> oneWord(span.group()));
    plain = PICTURE.matcher(plain).replaceAll("");
    plain = LINK_TEXT.matcher(plain).replaceAll("$1");
    List<Sentence> sentences = new ArrayList<>();
    Matcher end = END.matcher(plain);
    int from = 0;
    while (end.find()) {
      if (!ABBREVIATION.matcher(plain.substring(from, end.start() + 1)).find()) {
        sentences.add(sentence(plain, from, end.start(1)));
        from = end.end();
      }
    }
    sentences.add(sentence(plain, from, plain.length()));
    return sentences;
  }

  private Sentence sentence(String plain, int from, int to) {
    return new Sentence(
        line + lineBreaks(plain.substring(0, from)),
        plain.substring(from, to).strip().replaceAll("\\s+", " "));
  }

  List<Link> links() {
    String withoutCode = CODE_SPAN.matcher(text).replaceAll(span -> breaksOf(span.group()));
    // The text of a link may be code.
    return LINK.matcher(withoutCode)
        .results()
        .map(
            link ->
                new Link(line + lineBreaks(withoutCode.substring(0, link.start())), link.group(1)))
        .toList();
  }

  /** The code without a space that would part words; its line breaks come after it. */
  private static String oneWord(String span) {
    return Matcher.quoteReplacement(SPACE.matcher(span).replaceAll(NO_BREAK)) + breaksOf(span);
  }

  private static String breaksOf(String span) {
    return "\n".repeat(lineBreaks(span));
  }

  private static int lineBreaks(String text) {
    return (int) text.chars().filter(character -> character == '\n').count();
  }
}
