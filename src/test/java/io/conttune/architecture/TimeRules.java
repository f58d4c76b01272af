package io.conttune.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;

/**
 * Durations are measured by the time that passes. An instant of the wall clock is for people, for
 * it may jump, and another controller has another clock.
 */
final class TimeRules {
  /** The few classes that compare instants, by their reason. */
  private static final Map<String, Set<String>> COMPARING =
      Map.of(
          "the instants are of one Flink",
          Set.of("CheckpointFacts", "RestJobRuns"),
          "the instants are dated by PollClock",
          Set.of(
              "MetricsWindow",
              "WindowPieces",
              "CounterMetrics",
              "GaugeMetrics",
              "ObservationKeeper",
              "Bursts"),
          "it finds out whether the wall clock has jumped",
          Set.of("PollClock", "LastStep"),
          "the journal has no other measure of what came before its newest entry",
          Set.of("RescaleAge"),
          "it reads what an earlier version has written",
          Set.of("EarlierEntries"),
          "the start time of a process is its identity",
          Set.of("CommandHost"));

  private static final Map<String, Set<String>> COMPARISONS =
      Map.of(
          "java.time.Instant", Set.of("isBefore", "isAfter", "until", "compareTo"),
          "java.time.Duration", Set.of("between"),
          "java.time.temporal.ChronoUnit", Set.of("between"),
          "java.lang.System", Set.of("currentTimeMillis"));

  private TimeRules() {}

  static ArchRule durationsAreNotMeasuredByInstants(String root) {
    return noClasses()
        .that()
        .resideInAnyPackage(root + ".controller..", root + ".collector..")
        .and(DescribedPredicate.describe("are not listed", type -> !mayCompare(type)))
        .should()
        .callMethodWhere(
            JavaCall.Predicates.target(
                DescribedPredicate.describe("a comparison of instants", TimeRules::isComparison)));
  }

  /** A class that is listed may, and so may what is nested in it. */
  private static boolean mayCompare(JavaClass type) {
    return COMPARING.values().stream().anyMatch(names -> names.contains(type.getSimpleName()))
        || type.getEnclosingClass().filter(TimeRules::mayCompare).isPresent();
  }

  private static boolean isComparison(CodeUnitCallTarget target) {
    return COMPARISONS
        .getOrDefault(target.getOwner().getFullName(), Set.of())
        .contains(target.getName());
  }
}
