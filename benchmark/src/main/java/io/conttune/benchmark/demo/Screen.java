package io.conttune.benchmark.demo;

/** Shows a demo while it runs. */
interface Screen {
  /** Shows how things stand. */
  void show(Frame frame);

  /** Tells of something that happened. */
  void tell(String line);
}
