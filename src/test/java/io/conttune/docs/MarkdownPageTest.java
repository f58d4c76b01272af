package io.conttune.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownPageTest {
  private static MarkdownPage page(String text) {
    return MarkdownPage.of(text.lines().toList());
  }

  private static List<Sentence> sentences(String text) {
    return page(text).sentences();
  }

  @Test
  void aSentenceGoesOnOverLinesAndIsFoundWhereItBegins() {
    assertThat(sentences("# Title\n\nOne. Two goes\non here. Three.\n"))
        .containsExactly(
            new Sentence(1, "Title"),
            new Sentence(3, "One."),
            new Sentence(3, "Two goes on here."),
            new Sentence(4, "Three."));
  }

  @Test
  void aSentenceMayBeginWithCodeOrAQuotation() {
    assertThat(sentences("It ends. `poll` begins. \"So\" does this. (And this.) End."))
        .extracting(Sentence::text)
        .containsExactly("It ends.", "`poll` begins.", "\"So\" does this.", "(And this.)", "End.");
  }

  @Test
  void anAbbreviationOrANumberEndsNoSentence() {
    assertThat(sentences("The model [ContTune Eq. 5] takes 1.5 s of Flink 1.20, no. 2 of these."))
        .hasSize(1);
  }

  @Test
  void everyItemOfAListBeginsASentence() {
    assertThat(sentences("It knows:\n\n- one thing\n  and more;\n2. another.\n"))
        .containsExactly(
            new Sentence(1, "It knows:"),
            new Sentence(3, "one thing and more;"),
            new Sentence(5, "another."));
  }

  @Test
  void codeAndTablesAndTheHeaderOfATemplateHaveNoSentences() {
    String text =
        "---\nname: a bug\n---\n```\nno words\n```\n\n    nor here\n\n| nor | here |\n\nHere.\n";

    assertThat(sentences(text)).containsExactly(new Sentence(12, "Here."));
  }

  @Test
  void aCodeSpanIsOneWordAndAnArrowIsNone() {
    assertThat(sentences("Run `mvn -o -q verify` → see [the log](docs/log.md) now.").get(0).words())
        .isEqualTo(6);
  }

  @Test
  void linksAreFoundInTablesAndPicturesButNotInCode() {
    String text =
        "See [a](a.md) and\n![b](b.png).\n| [c](c.md#d) |\n\n`[x](x.md)` and [`y`](https://y)\n";

    assertThat(page(text).links())
        .containsExactly(
            new Link(1, "a.md"),
            new Link(2, "b.png"),
            new Link(3, "c.md#d"),
            new Link(5, "https://y"));
  }

  @Test
  void headingsHaveTheAnchorsThatGitHubGivesThem() {
    assertThat(page("# Two `words`, here!\n## A_b-c\n## A_b-c\n").anchors())
        .containsExactlyInAnyOrder("two-words-here", "a_b-c", "a_b-c-1");
  }
}
