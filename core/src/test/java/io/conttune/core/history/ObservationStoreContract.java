package io.conttune.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.identity.FingerprintChange;
import io.conttune.core.identity.Fingerprints;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link ObservationStore}. */
public abstract class ObservationStoreContract {
  private static final OperatorId COUNT = new OperatorId("0a448493b4782967b150582570326227");
  private static final OperatorId SPLIT = new OperatorId("20ba6b65f97481d5570070de90e4e791");

  private static final Fingerprints JOB = new Fingerprints(Map.of(COUNT, "c1", SPLIT, "s1"));

  /** Of microseconds: a store need not keep more. */
  private static final Instant START = Instant.parse("2026-03-29T00:59:59.123456Z");

  /** The store under test, the same contents throughout a test; asked for before each access. */
  protected abstract ObservationStore store();

  @Test
  void knowsNothingOfANewJob() {
    assertThat(store().history("wordcount", JOB, 5)).isEqualTo(History.empty(5));
  }

  @Test
  void returnsWhatWasAppendedInThatOrder() {
    Observation first = new Observation(COUNT, 4, 1234.5678901234567, START);
    Observation second = new Observation(SPLIT, 1, Double.MIN_VALUE, START.minusSeconds(3600));
    Observation third = new Observation(COUNT, 4, Double.MAX_VALUE, START);

    store().append("wordcount", JOB, List.of(first, second));
    store().append("wordcount", JOB, List.of(third));

    assertThat(store().history("wordcount", JOB, 5).observations())
        .containsExactly(first, second, third);
  }

  @Test
  void returnsTheNewestPerOperatorAndParallelismOnly() {
    store().append("wordcount", JOB, List.of(at(COUNT, 4, 10), at(SPLIT, 4, 20), at(COUNT, 8, 30)));
    store().append("wordcount", JOB, List.of(at(COUNT, 4, 11), at(COUNT, 4, 12)));

    assertThat(store().history("wordcount", JOB, 2))
        .isEqualTo(
            new History(
                2,
                List.of(at(SPLIT, 4, 20), at(COUNT, 8, 30), at(COUNT, 4, 11), at(COUNT, 4, 12))));
  }

  @Test
  void keepsEnoughForALargerTopKConfiguredLater() {
    List<Observation> twenty = IntStream.rangeClosed(1, 20).mapToObj(i -> at(COUNT, 4, i)).toList();

    store().append("wordcount", JOB, twenty);
    store().history("wordcount", JOB, 1);

    assertThat(store().history("wordcount", JOB, 20).observations()).isEqualTo(twenty);
  }

  @Test
  void keepsJobsApart() {
    store().append("wordcount", JOB, List.of(at(COUNT, 4, 10)));
    store().append("WordCount", JOB, List.of(at(COUNT, 4, 20)));

    assertThat(store().history("wordcount", JOB, 5).observations())
        .containsExactly(at(COUNT, 4, 10));
    assertThat(store().history("WordCount", JOB, 5).observations())
        .containsExactly(at(COUNT, 4, 20));
  }

  @Test
  void keepsWhatIsNotComparableApartAndReturnsItToAJobWithWhichItIs() {
    Fingerprints changed = new Fingerprints(Map.of(COUNT, "c2", SPLIT, "s1"));
    store().append("wordcount", JOB, List.of(at(COUNT, 4, 10), at(SPLIT, 4, 20)));
    store().append("wordcount", changed, List.of(at(COUNT, 4, 30), at(SPLIT, 4, 40)));

    assertThat(store().history("wordcount", changed, 5).observations())
        .containsExactly(at(SPLIT, 4, 20), at(COUNT, 4, 30), at(SPLIT, 4, 40));
    assertThat(store().history("wordcount", JOB, 5).observations())
        .containsExactly(at(COUNT, 4, 10), at(SPLIT, 4, 20), at(SPLIT, 4, 40));
  }

  @Test
  void leavesOutOperatorsThatTheJobHasNoLonger() {
    store().append("wordcount", JOB, List.of(at(COUNT, 4, 10), at(SPLIT, 4, 20)));

    assertThat(
            store().history("wordcount", new Fingerprints(Map.of(SPLIT, "s1")), 5).observations())
        .containsExactly(at(SPLIT, 4, 20));
  }

  @Test
  void movesWhatIsKnownToTheNewKeysOfAnOperator() {
    OperatorId renamed = new OperatorId("b5c8d46f3e7b141acf271f12622e752b");
    Fingerprints now = new Fingerprints(Map.of(renamed, "c3", SPLIT, "s1"));
    store().append("wordcount", JOB, List.of(at(COUNT, 4, 10), at(SPLIT, 4, 20), at(COUNT, 8, 30)));
    store().append("another", JOB, List.of(at(COUNT, 4, 50)));

    store()
        .move(
            "wordcount",
            List.of(
                new FingerprintChange(COUNT, "unknown", renamed, "c3"),
                new FingerprintChange(COUNT, "c1", renamed, "c3")));
    store().append("wordcount", now, List.of(at(renamed, 4, 40)));

    assertThat(store().history("wordcount", now, 5).observations())
        .containsExactly(
            at(renamed, 4, 10), at(SPLIT, 4, 20), at(renamed, 8, 30), at(renamed, 4, 40));
    assertThat(store().history("wordcount", JOB, 5).observations())
        .containsExactly(at(SPLIT, 4, 20));
    assertThat(store().history("another", JOB, 5).observations()).containsExactly(at(COUNT, 4, 50));
  }

  @Test
  void takesNothingAsNothing() {
    store().append("wordcount", JOB, List.of());

    assertThat(store().history("wordcount", JOB, 5).observations()).isEmpty();
  }

  private static Observation at(OperatorId operator, int parallelism, double processingAbility) {
    return new Observation(operator, parallelism, processingAbility, START);
  }
}
