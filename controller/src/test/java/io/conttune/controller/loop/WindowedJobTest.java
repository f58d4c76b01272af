package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.bigsmall.ContTuneSettings;
import io.conttune.bigsmall.ContTuneTuner;
import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.core.tuning.Tuner;
import io.conttune.ds2.Ds2;
import io.conttune.ds2.Ds2Settings;
import io.conttune.ds2.Ds2Tuner;
import io.conttune.gp.ConservativeAcquisition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A job with a window operator that fires every 15 s, whatever the moment at which the controller
 * begins. The metrics window of 4 s never holds a whole period.
 */
class WindowedJobTest {
  static Stream<Tuner> tuners() {
    return Stream.of(
        new ContTuneTuner(
            ContTuneSettings.DEFAULT,
            SurrogateMethod.RBF.surrogate(),
            new ConservativeAcquisition(),
            new Ds2()),
        new Ds2Tuner(
            new Ds2Settings(
                0, 1, 0.8, Optional.of(Duration.ofMinutes(2)), 0.1, Ds2Settings.Lag.DEFAULT)));
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void leavesAnOperatorAloneThatWorksItsBurstsOff(Tuner tuner) {
    for (int start = 0; start < 15; start += 2) {
      WindowedJob job = new WindowedJob(40, 1000, start);

      List<Integer> sinks = job.play(tuner, Duration.ofMinutes(5));

      assertThat(sinks).as("from second %d", start).containsOnly(4);
      assertThat(sinks).as("from second %d", start).hasSizeLessThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void enlargesAnOperatorThatDoesNotWorkItsBurstsOff(Tuner tuner) {
    for (int start = 0; start < 15; start += 2) {
      // A burst of 600 records; 4 subtasks do 28 records/s, which is 21 s of work every 15 s.
      WindowedJob job = new WindowedJob(7, 100, start);

      List<Integer> sinks = job.play(tuner, Duration.ofMinutes(4));

      assertThat(sinks).as("from second %d", start).isSorted();
      assertThat(sinks.get(sinks.size() - 1)).as("from second %d", start).isGreaterThanOrEqualTo(6);
    }
  }
}
