package io.conttune.harness;

import java.util.Map;

/** The new parallelism of an audited job that runs at a parallelism of 2, and its fate. */
enum Route {
  /** It comes up. */
  COMES_UP(3, false, "fixed", "VERIFIED"),
  /** The program refuses it, after it passed the dry run. */
  REFUSED(3, true, "fixed", "ROLLED_BACK"),
  /** There are not that many slots, although the user said so. */
  NOT_UP(40, false, "64", "ROLLED_BACK");

  static final int FORMER = 2;

  private final int wanted;
  private final boolean throwing;
  private final String slots;
  private final String end;

  Route(int wanted, boolean throwing, String slots, String end) {
    this.wanted = wanted;
    this.throwing = throwing;
    this.slots = slots;
    this.end = end;
  }

  int wanted() {
    return wanted;
  }

  /** More arguments of the program. */
  Map<String, String> arguments() {
    return throwing ? Map.of("fail-at", String.valueOf(wanted)) : Map.of();
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
