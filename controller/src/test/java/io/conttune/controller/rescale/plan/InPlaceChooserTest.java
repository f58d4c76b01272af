package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.config.SlotLimit;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.Slots;
import io.conttune.core.rescale.ParallelismRange;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InPlaceChooserTest {
  private static final OperatorId SOURCE = new OperatorId("source");
  private static final OperatorId COUNT = new OperatorId("count");
  private static final Map<OperatorId, Integer> WANTED = Map.of(SOURCE, 1, COUNT, 6);
  private static final Duration AGE = Duration.ofMinutes(1);

  private InPlaceMode mode = InPlaceMode.AUTO;
  private Sinks sinks = Sinks.TRANSACTIONAL;
  private int lowerBound = 1;
  private int slots = 6;
  private AfterFailure afterFailure = AfterFailure.STATE;
  private CheckpointFacts checkpoints = completed(Duration.ofSeconds(3));

  @Test
  void keepsTheLowerBoundsAndNamesEveryVertex() {
    lowerBound = 2;

    InPlaceChooser.Approach.InPlace chosen = (InPlaceChooser.Approach.InPlace) choose();

    assertThat(chosen.wanted())
        .isEqualTo(Map.of(SOURCE, new ParallelismRange(1, 1), COUNT, new ParallelismRange(2, 6)));
    assertThat(chosen.former()).isEqualTo(asked());
    assertThat(chosen.reason()).contains("3.0 s");
  }

  @Test
  void doesNotAskForMoreThanTheSlotsThereAre() {
    slots = 5;

    assertThat(reasons()).singleElement().asString().contains("6 slots").contains("5");
  }

  @Test
  void doesNotGoBelowALowerBound() {
    lowerBound = 7;

    assertThat(reasons()).singleElement().asString().contains("at least 7").contains("count");
  }

  @Test
  void refusesAJobThatWouldStartFromScratch() {
    checkpoints = CheckpointFacts.NONE;
    assertThat(reasons()).singleElement().asString().contains("execution.checkpointing.interval");

    mode = InPlaceMode.ALWAYS;
    assertThat(reasons()).singleElement().asString().contains("from scratch");

    checkpoints =
        new CheckpointFacts(
            true,
            true,
            AfterFailure.nothing("it has not completed a checkpoint yet"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(reasons()).singleElement().asString().contains("completed no checkpoint");
  }

  @Test
  void prefersARestartForSinksThatShowReplayUnlessTheUserInsists() {
    sinks = Sinks.AT_LEAST_ONCE;
    assertThat(reasons()).singleElement().asString().contains("in-place: always");

    mode = InPlaceMode.ALWAYS;
    assertThat(((InPlaceChooser.Approach.InPlace) choose()).reason()).contains("at least once");
  }

  @Test
  void prefersARestartToMuchReplayUnlessTheUserInsists() {
    checkpoints = completed(AGE.plusMillis(1));
    assertThat(reasons()).singleElement().asString().contains("rescale.checkpoint-age");

    mode = InPlaceMode.ALWAYS;
    assertThat(choose()).isInstanceOf(InPlaceChooser.Approach.InPlace.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = InPlaceMode.class,
      names = {"AUTO", "ALWAYS"})
  void refusesAJobOfWhichFailuresWouldLeaveNothing(InPlaceMode asked) {
    mode = asked;
    for (AfterFailure lossy :
        List.of(
            AfterFailure.nothing("set restart-strategy.type"),
            AfterFailure.stateOnce("set restart-strategy.type"))) {
      afterFailure = lossy;
      checkpoints = completed(Duration.ofSeconds(3));

      assertThat(reasons())
          .singleElement()
          .asString()
          .contains("leave nothing of the job: set restart-strategy.type");
    }
  }

  @Test
  void findsAllReasonsAtOnce() {
    slots = 5;
    lowerBound = 7;
    sinks = Sinks.AT_LEAST_ONCE;
    afterFailure = AfterFailure.nothing("set restart-strategy.type");
    checkpoints = completed(AGE.plusMillis(1));

    assertThat(reasons()).hasSize(5);
  }

  @Test
  void leavesASchedulerAloneThatCannotBeAsked() {
    InPlaceFacts facts = new InPlaceFacts(Optional.empty(), slots(), checkpoints);

    assertThat(new InPlaceChooser(InPlaceMode.AUTO, sinks, AGE).choose(facts, WANTED))
        .isEqualTo(new InPlaceChooser.Approach.Otherwise(List.of()));
    assertThat(new InPlaceChooser(InPlaceMode.ALWAYS, sinks, AGE).choose(facts, WANTED))
        .isInstanceOfSatisfying(
            InPlaceChooser.Approach.Otherwise.class,
            otherwise ->
                assertThat(otherwise.reasons())
                    .singleElement()
                    .asString()
                    .contains("jobmanager.scheduler: adaptive"));
  }

  private List<String> reasons() {
    return ((InPlaceChooser.Approach.Otherwise) choose()).reasons();
  }

  private InPlaceChooser.Approach choose() {
    return new InPlaceChooser(mode, sinks, AGE)
        .choose(new InPlaceFacts(Optional.of(asked()), slots(), checkpoints), WANTED);
  }

  private SlotCount slots() {
    int needed = Collections.max(WANTED.values());
    return new SlotCount(
        List.of(needed),
        0,
        new Slots(slots, slots),
        List.of(),
        new SlotLimit.Fixed(),
        true,
        List.of());
  }

  private Map<OperatorId, ParallelismRange> asked() {
    return Map.of(
        SOURCE,
        new ParallelismRange(1, 1),
        COUNT,
        new ParallelismRange(lowerBound, Math.max(2, lowerBound)));
  }

  private CheckpointFacts completed(Duration age) {
    return new CheckpointFacts(
        true,
        false,
        afterFailure,
        Optional.empty(),
        Optional.of("file:/cp/chk-1"),
        Optional.of(age),
        Optional.empty());
  }
}
