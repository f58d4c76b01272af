package io.conttune.informed;

import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadAtBottleneckTest {
  private static final double DEVIATION = 0.05;

  /** Of 1500 records/s the operator takes 1000, and 500 more wait after each second. */
  @ParameterizedTest
  @ValueSource(doubles = {0.9, 0.97, 1.04, 1.12})
  void anErrorOfWhatASourceIsMeasuredToReadIsNoLoad(double error) {
    double shown = 1000 * error + 500;

    assertThat(told(new Pieces(10).misread(1500, error), DEVIATION).orElseThrow() * shown)
        .isCloseTo(1500, within(1e-6));
  }

  @Test
  void whatIsBeyondTheDeviationOfTheRateFillsOrDrainsBuffers() {
    assertThat(told(new Pieces(10).misread(1500, 1.25), DEVIATION)).isEmpty();
    assertThat(told(new Pieces(10).misread(1500, 0.8), DEVIATION)).isEmpty();
  }

  @Test
  void aLoadThatDeviatesItselfIsNotToldByOnePiece() {
    assertThat(told(new Pieces(10).misread(1500, 1.005), DEVIATION)).isEmpty();
  }

  @Test
  void aLevelRateIsTakenAsItIsMeasured() {
    assertThat(told(new Pieces(10).misread(1500, 1.01), 0.01)).isEmpty();
  }

  @Test
  void itIsNotToldWhereTheJobIsNotShortOrNoSourceTellsItsBacklog() {
    assertThat(told(new Pieces(10).arriving(900), DEVIATION)).isEmpty();
    assertThat(told(new Pieces(10).untold().arriving(1500), DEVIATION)).isEmpty();
  }

  @Test
  void oneCounterForSeveralOutputsDoesNotTellWhatABottleneckWasSent() {
    assertThat(told(forked())).isEmpty();
    assertThat(told(forked().sends("source", "map", 420).sends("source", "audit", 10)))
        .hasValueCloseTo(600.0 / 620, within(1e-6));
  }

  @Test
  void eachSubtaskTakesAllOfABroadcast() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 420, 420, 0.1)
            .heldUp("source")
            .backlog("source", 9000, 200)
            .vertex("map", 1, 400, 0, 1)
            .edge("source", "map", ShipStrategy.BROADCAST);

    assertThat(told(job)).isEmpty();
  }

  /** A source reads 400 records/s and shows 420; its main output holds it up. */
  private static JobFixture forked() {
    return new JobFixture()
        .vertex("source", 1, 420, 430, 0.1)
        .heldUp("source")
        .backlog("source", 9000, 200)
        .vertex("map", 4, 400, 0, 1)
        .vertex("audit", 4, 10, 0, 0.1)
        .chain("source", "map")
        .chain("source", "audit");
  }

  private static OptionalDouble told(JobFixture job) {
    TuningInput input = job.input(TunerState.Informed.INITIAL);
    SteadyLoad load = SteadyLoad.of(input.graph(), List.of(input.metrics()), DEVIATION);
    Shortage shortage = Shortage.of(input.graph(), load.newest(), InformedSettings.DEFAULT.at(1));
    assertThat(shortage.bottlenecks()).containsExactly(id("map"));
    return LoadAtBottleneck.overNewest(load, input.graph(), shortage);
  }

  private static OptionalDouble told(Pieces pieces, double deviation) {
    SteadyLoad load = SteadyLoad.of(pieces.graph(), pieces.all(), deviation);
    Shortage shortage = Shortage.of(pieces.graph(), load.newest(), InformedSettings.DEFAULT.at(1));
    return LoadAtBottleneck.overNewest(load, pieces.graph(), shortage);
  }
}
