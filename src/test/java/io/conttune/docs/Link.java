package io.conttune.docs;

/**
 * A link or picture of a page.
 *
 * @param line of the page, from 1
 * @param target as it is written, with its anchor
 */
record Link(int line, String target) {
  boolean isRelative() {
    return !target.matches("[a-z]+:.*");
  }

  /** The part before the anchor; empty for a place on the same page. */
  String path() {
    return target.replaceFirst("#.*$", "");
  }

  /** The part after the hash; empty without one. */
  String anchor() {
    return target.contains("#") ? target.substring(target.indexOf('#') + 1) : "";
  }
}
