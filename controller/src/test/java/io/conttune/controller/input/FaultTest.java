package io.conttune.controller.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults are printed so that a person can read them, whatever a file holds. */
class FaultTest {
  @Test
  void escapesWhatATerminalWouldObey() {
    Fault fault = new Fault("a\rb.yaml", 1, 2, "key\u0007", "is \"\u001b[2J\u009b31m\u202e\n\"");

    assertThat(fault)
        .hasToString("a\\u000db.yaml:1:2: key\\u0007: is \"\\u001b[2J\\u009b31m\\u202e\\u000a\"");
  }

  @Test
  void shortensALongTextInItsMiddle() {
    String lengthy = "x".repeat(10_000);

    assertThat(new Fault("f", 1, 2, lengthy, "is " + lengthy + ", expected a word").toString())
        .hasSizeLessThan(1000)
        .contains(" … ")
        .endsWith("x, expected a word");
  }

  @Test
  void showsAHundredAndCountsTheOthers() {
    List<Fault> faults = Collections.nCopies(123, Fault.ofFile("f", "", "is wrong"));

    assertThat(Fault.lines(faults))
        .hasSize(101)
        .contains("f: is wrong")
        .endsWith("and 23 more faults");
    assertThat(Fault.lines(faults.subList(0, 100))).hasSize(100);
  }
}
