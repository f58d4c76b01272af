package io.conttune.collector;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names the operators of a chain. From 1.15 the plan shows a chain as a tree, one operator a line;
 * before, and whenever the description is not made of operator names (SQL), they are taken from the
 * vertex's name, {@code head -> (left, right -> last)}.
 */
final class ChainNames {
  private static final Pattern LINE_BREAK = Pattern.compile("<br\\s*/?>|\\R");
  private static final Pattern BRANCH = Pattern.compile("^(?:[: ] {2})*[+:]- ");
  private static final Pattern VERTEX_INDEX = Pattern.compile("^\\[vertex-\\d+]");
  private static final String ARROW = " -> ";

  private ChainNames() {}

  /** The names, head first. */
  static List<String> of(String vertexName, String description) {
    List<String> lines =
        LINE_BREAK
            .splitAsStream(description)
            .map(line -> plain(BRANCH.matcher(line).replaceFirst("")).strip())
            .filter(line -> !line.isEmpty())
            .toList();
    boolean areNames = lines.size() > 1 && lines.stream().allMatch(vertexName::contains);
    if (areNames) {
      return lines;
    }
    List<String> names = new ArrayList<>();
    collect(VERTEX_INDEX.matcher(vertexName).replaceFirst(""), names);
    return List.copyOf(names);
  }

  private static String plain(String html) {
    return html.replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  private static void collect(String chain, List<String> names) {
    for (String part : split(chain, ARROW)) {
      boolean isFork = !names.isEmpty() && part.startsWith("(") && part.endsWith(")");
      if (isFork) {
        split(part.substring(1, part.length() - 1), ", ").forEach(branch -> collect(branch, names));
      } else {
        names.add(part.strip());
      }
    }
  }

  /** Splits where {@code separator} stands outside of all brackets. */
  private static List<String> split(String text, String separator) {
    int[] depth = new int[text.length() + 1];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int opened = "([{".indexOf(c) >= 0 ? 1 : 0;
      int closed = ")]}".indexOf(c) >= 0 ? 1 : 0;
      depth[i + 1] = depth[i] + opened - closed;
    }
    List<String> parts = new ArrayList<>();
    int begin = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + 1)) {
      if (depth[at] == 0) {
        parts.add(text.substring(begin, at));
        begin = at + separator.length();
      }
    }
    parts.add(text.substring(begin));
    return parts;
  }
}
