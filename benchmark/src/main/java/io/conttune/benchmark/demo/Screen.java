package io.conttune.benchmark.demo;

/** Shows a demo while it runs. */
interface Screen {
  /** Before the further lines of a text that is broken: the width of a time and what follows it. */
  String INDENT = " ".repeat(11);

  /** Shows how things stand. */
  void show(Frame frame);

  /** Tells of something that happened. */
  void tell(Tone tone, String line);

  /** Tells of something that neither changes the job nor is good or bad. */
  default void tell(String line) {
    tell(Tone.PLAIN, line);
  }
}
