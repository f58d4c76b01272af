package io.conttune.graphbuilder;

/** Names of the program for who starts it without loading its main class: that needs a Flink. */
public final class GraphBuilderProgram {
  /** Its main class, which takes the directory of a request as its argument. */
  public static final String MAIN_CLASS = "io.conttune.graphbuilder.GraphBuilder";

  /** Its exit code if it was not asked for a run in the time that it waits for that. */
  public static final int NOT_ASKED_AGAIN = 3;

  private GraphBuilderProgram() {}
}
