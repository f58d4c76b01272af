package io.conttune.controller.loop;

import io.conttune.controller.config.GuardRailsConfig;
import io.conttune.controller.config.ShrinkConfig;
import io.conttune.controller.config.TimeWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Guard rails of which a test says those that it is about; there are no others. */
final class Rails {
  private Optional<Integer> perHour = Optional.empty();
  private Optional<Integer> stepUp = Optional.empty();
  private Optional<Integer> stepDown = Optional.empty();
  private Optional<Integer> failures = Optional.empty();
  private List<TimeWindow> noChange = List.of();
  private Map<String, Integer> atLeast = Map.of();
  private Optional<Integer> clusterSlots = Optional.empty();
  private Optional<Integer> jobSlots = Optional.empty();
  private ShrinkConfig shrinking = ShrinkConfig.DEFAULT;

  Rails rescalesPerHour(int most) {
    perHour = Optional.of(most);
    return this;
  }

  Rails largestStepUp(int most) {
    stepUp = Optional.of(most);
    return this;
  }

  Rails largestStepDown(int most) {
    stepDown = Optional.of(most);
    return this;
  }

  Rails pauseAfterFailures(int number) {
    failures = Optional.of(number);
    return this;
  }

  Rails noChange(TimeWindow window) {
    noChange = List.of(window);
    return this;
  }

  Rails atLeast(String window, int parallelism) {
    atLeast = Map.of(window, parallelism);
    return this;
  }

  Rails clusterSlots(int most) {
    clusterSlots = Optional.of(most);
    return this;
  }

  Rails jobSlots(int most) {
    jobSlots = Optional.of(most);
    return this;
  }

  Rails shrinking(ShrinkConfig config) {
    shrinking = config;
    return this;
  }

  GuardRailsConfig config() {
    return new GuardRailsConfig(
        perHour, stepUp, stepDown, failures, noChange, atLeast, clusterSlots, jobSlots, shrinking);
  }
}
