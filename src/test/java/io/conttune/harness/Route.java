package io.conttune.harness;

import java.util.Map;

/** What becomes of the new parallelism of an audited job that runs at a parallelism of 2. */
enum Route {
  /** It comes up. */
  FORWARD(3, Map.of(), "fixed", "VERIFIED"),
  /** The program refuses it, after it passed the dry run. */
  REFUSED(3, Map.of("fail-at", "3"), "fixed", "ROLLED_BACK"),
  /** There are not that many slots, although the user said so. */
  NOT_UP(40, Map.of(), "64", "ROLLED_BACK");

  static final int FORMER = 2;

  private final int wanted;
  private final Map<String, String> arguments;
  private final String slots;
  private final String end;

  Route(int wanted, Map<String, String> arguments, String slots, String end) {
    this.wanted = wanted;
    this.arguments = arguments;
    this.slots = slots;
    this.end = end;
  }

  int wanted() {
    return wanted;
  }

  /** More arguments of the program. */
  Map<String, String> arguments() {
    return arguments;
  }

  /** As a job's YAML has it. */
  String slots() {
    return slots;
  }

  /** The stage that it ends in when nothing goes wrong. */
  String end() {
    return end;
  }
}
