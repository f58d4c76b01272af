package io.conttune.docs;

import io.conttune.docs.Block.BlockType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in Markdown, as blocks; code blocks, HTML and the header of a template are left out. */
record MarkdownPage(List<Block> blocks) {
  private static final Pattern FENCE = Pattern.compile("(```+|~~~+).*");
  private static final Pattern ITEM = Pattern.compile("(?:[-*+]|\\d+\\.)\\s+(.*)");

  MarkdownPage {
    blocks = List.copyOf(blocks);
  }

  static MarkdownPage read(Path file) throws IOException {
    return of(Files.readAllLines(file));
  }

  static MarkdownPage of(List<String> lines) {
    return new Parser(lines).page();
  }

  /** All sentences that are not in tables. */
  List<Sentence> sentences() {
    return blocks.stream()
        .filter(block -> block.type() != BlockType.TABLE_ROW)
        .flatMap(block -> block.sentences().stream())
        .toList();
  }

  List<Link> links() {
    return blocks.stream().flatMap(block -> block.links().stream()).toList();
  }

  /** The names by which links reach the headings, as GitHub makes them. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    for (Block block : blocks) {
      if (block.type() == BlockType.HEADING) {
        String anchor = anchor(block.text());
        int same = 1;
        String unique = anchor;
        while (!anchors.add(unique)) {
          unique = anchor + "-" + same++;
        }
      }
    }
    return anchors;
  }

  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  /** Goes through the lines of one page once. */
  private static final class Parser {
    private final List<String> lines;
    private final List<Block> blocks = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private int openedAt;

    Parser(List<String> lines) {
      this.lines = lines;
    }

    MarkdownPage page() {
      int index = afterHeader();
      boolean afterBlank = true;
      while (index < lines.size()) {
        String line = lines.get(index);
        Matcher fence = FENCE.matcher(line.strip());
        if (fence.matches()) {
          close();
          index = afterCode(index + 1, fence.group(1));
        } else if (afterBlank && line.startsWith("    ")) {
          close();
          index++;
        } else {
          read(line.strip(), index + 1);
          afterBlank = line.isBlank();
          index++;
        }
      }
      close();
      return new MarkdownPage(blocks);
    }

    /** The first line after what a template tells GitHub between two lines of dashes. */
    private int afterHeader() {
      boolean hasHeader = !lines.isEmpty() && lines.get(0).equals("---");
      return hasHeader ? lines.subList(1, lines.size()).indexOf("---") + 2 : 0;
    }

    private int afterCode(int from, String fence) {
      int index = from;
      while (index < lines.size() && !lines.get(index).strip().startsWith(fence)) {
        index++;
      }
      return index + 1;
    }

    private void read(String line, int number) {
      Matcher item = ITEM.matcher(line);
      if (line.isEmpty() || line.startsWith("<")) {
        close();
      } else if (line.startsWith("|")) {
        close();
        blocks.add(new Block(BlockType.TABLE_ROW, number, line));
      } else if (line.startsWith("#")) {
        close();
        blocks.add(new Block(BlockType.HEADING, number, line.replaceFirst("^#+\\s*", "")));
      } else if (item.matches()) {
        close();
        add(item.group(1), number);
      } else {
        add(line.replaceFirst("^>\\s?", ""), number);
      }
    }

    private void add(String line, int number) {
      if (open.isEmpty()) {
        openedAt = number;
      }
      open.add(line);
    }

    private void close() {
      if (!open.isEmpty()) {
        blocks.add(new Block(BlockType.PROSE, openedAt, String.join("\n", open)));
        open.clear();
      }
    }
  }
}
