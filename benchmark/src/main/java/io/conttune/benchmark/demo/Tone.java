package io.conttune.benchmark.demo;

/** The meaning of a line for who reads it, which a terminal shows as its colour. */
enum Tone {
  /** It informs. */
  PLAIN("0"),
  /** Something begins that changes the job. */
  CHANGE("36"),
  /** Something went well. */
  GOOD("32"),
  /** Something went wrong. */
  BAD("31");

  private final String code;

  Tone(String code) {
    this.code = code;
  }

  /** A line as an ANSI terminal shows it in this tone. */
  String colour(String line) {
    return this == PLAIN ? line : "\u001b[" + code + "m" + line + "\u001b[0m";
  }
}
