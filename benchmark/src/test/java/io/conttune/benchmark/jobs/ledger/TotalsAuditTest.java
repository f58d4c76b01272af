package io.conttune.benchmark.jobs.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TotalsAuditTest {

  @Test
  void findsNothingWhereNothingIsWrong() {
    ResultLedger counted = new ResultLedger();
    for (int number = 7999; number >= 0; number--) {
      counted.add("result " + number);
    }

    assertThat(TotalsAudit.compare(results(), counted))
        .isEqualTo(new TotalsAudit(8000, 8000, 0, 0))
        .isEqualTo(TotalsAudit.flawless(results()));
  }

  @Test
  void seesOnePlantedDuplicate() {
    assertThat(audit(counted -> counted.add("result 17")))
        .isEqualTo(new TotalsAudit(8000, 8001, 0, 1));
  }

  @Test
  void seesOnePlantedLoss() {
    ResultLedger expected = results();
    expected.add("one more");

    assertThat(TotalsAudit.compare(expected, results()))
        .isEqualTo(new TotalsAudit(8001, 8000, 1, 0));
  }

  @Test
  void seesALossThatADuplicateOfTheSameBucketHides() {
    ResultLedger expected = new ResultLedger();
    expected.add("lost");
    String hiding = inTheBucketOf("lost");
    ResultLedger counted = new ResultLedger();
    counted.add(hiding);

    assertThat(TotalsAudit.compare(expected, counted)).isEqualTo(new TotalsAudit(1, 1, 1, 1));
  }

  private static TotalsAudit audit(Consumer<ResultLedger> fault) {
    ResultLedger counted = results();
    fault.accept(counted);
    return TotalsAudit.compare(results(), counted);
  }

  private static ResultLedger results() {
    ResultLedger results = new ResultLedger();
    for (int number = 0; number < 8000; number++) {
      results.add("result " + number);
    }
    return results;
  }

  private static String inTheBucketOf(String text) {
    int bucket = bucketOf(text);
    int number = 0;
    while (bucketOf("other " + number) != bucket) {
      number++;
    }
    return "other " + number;
  }

  private static int bucketOf(String text) {
    ResultLedger one = new ResultLedger();
    one.add(text);
    int bucket = 0;
    while (one.count(bucket) == 0) {
      bucket++;
    }
    return bucket;
  }
}
