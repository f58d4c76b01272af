package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A table of more decisions than one transaction reads. */
class DecisionTableTest {
  private static final int ROWS = 2 * DecisionTable.PAGE + 50;
  private static final DecisionRecord HOLD = DecisionRecords.hold("wordcount", "fits");
  private static final DecisionRecord OLDEST = at(0);

  private final H2Database database = H2Database.open(H2Url.of("jdbc:h2:mem:decisions"));
  private final CountedReads reads = new CountedReads(database);
  private final DecisionTable table = new DecisionTable(reads, ROWS);

  @AfterEach
  void close() {
    database.close();
  }

  /** Counts the rows of each transaction that reads. */
  private record CountedReads(Transactions target, List<Integer> rows) implements Transactions {
    CountedReads(Transactions target) {
      this(target, new ArrayList<>());
    }

    @Override
    public String place() {
      return target.place();
    }

    @Override
    public <T> T read(Work<T> work) {
      T result = target.read(work);
      rows.add(((Collection<?>) result).size());
      return result;
    }

    @Override
    public <T> T change(Work<T> work) {
      return target.change(work);
    }
  }

  private static DecisionRecord at(int second) {
    return new DecisionRecord(
        HOLD.jobName(),
        HOLD.jobId(),
        Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second),
        HOLD.outcome(),
        HOLD.guards(),
        HOLD.decision(),
        HOLD.rescaleId());
  }

  private void fill() {
    for (int second = 0; second < ROWS; second++) {
      table.append(at(second));
    }
  }

  @Test
  void anOldDecisionIsFoundInPages() {
    fill();

    assertThat(table.decisions("wordcount", Instant.MIN, OLDEST.at(), 1)).containsExactly(OLDEST);
    assertThat(reads.rows()).containsExactly(1, DecisionTable.PAGE, DecisionTable.PAGE, 49);
  }

  @Test
  void aSearchBeforeAllDecisionsReadsEachRowOnce() {
    fill();

    assertThat(table.decisions("wordcount", Instant.MIN, OLDEST.at().minusSeconds(1), 100))
        .isEmpty();
    assertThat(reads.rows().stream().mapToInt(Integer::intValue).sum()).isEqualTo(ROWS);
  }

  @Test
  void decisionsFromATimeOnAreReadNoFurther() {
    fill();

    table.decisions("wordcount", at(ROWS - 10).at(), Instant.MAX, 100);

    assertThat(reads.rows()).containsExactly(100);
  }

  @Test
  void theNewestDecisionIsOneRow() {
    fill();

    assertThat(table.decisions("wordcount", 1)).containsExactly(at(ROWS - 1));
    assertThat(reads.rows()).containsExactly(1);
  }

  @Test
  void manyDecisionsAreReadInPages() {
    fill();

    assertThat(table.decisions("wordcount", ROWS)).hasSize(ROWS);
    assertThat(reads.rows()).allMatch(rows -> rows <= DecisionTable.PAGE);
  }
}
