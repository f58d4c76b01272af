package io.conttune.benchmark.run;

import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.run.TimelinePoint.Operator;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlan.Patience;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Timelines built by hand; all times are seconds since the schedule began. */
public final class Timelines {
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  public static final OperatorId SOURCE = new OperatorId("e5a72f353fc1e6bbf3bd96a41384998c");
  public static final OperatorId SPLITTER = new OperatorId("181468b561eb14b7a1a570b64814a8f7");
  public static final OperatorId COUNT = new OperatorId("b71731f1c0df9c3076c4a455334d0ad6");
  public static final String FIRST_RUN = "7c3c1dc22461b7e0533e8bbe9e92139f";

  private Timelines() {}

  /** A timeline without any point; each rate holds for 20 s. */
  public static Timeline empty(Long... rates) {
    return new Timeline(new RateSchedule(List.of(rates), Duration.ofSeconds(20), START));
  }

  public static Instant at(double seconds) {
    return START.plusMillis(Math.round(1000 * seconds));
  }

  /** A look at the job with this backlog and everything at one parallelism. */
  public static TimelinePoint point(double seconds, String jobId, double backlog, int parallelism) {
    Map<String, Operator> operators = new LinkedHashMap<>();
    operators.put("source", operator(SOURCE, 4, 100, 0.01));
    operators.put("splitter", operator(SPLITTER, parallelism, 100, 0.5));
    operators.put("count", operator(COUNT, parallelism, 400, 0.4));
    return new TimelinePoint(at(seconds), 100, jobId, OptionalDouble.of(backlog), operators);
  }

  private static Operator operator(OperatorId id, int parallelism, double rate, double busy) {
    return new Operator(
        id,
        parallelism,
        OptionalDouble.of(rate),
        OptionalDouble.of(rate),
        OptionalDouble.of(busy),
        OptionalDouble.of(0),
        OptionalDouble.of(rate / busy),
        OptionalDouble.of(rate));
  }

  /** A rescale of the first run, planned at a time, from 4 to 8 subtasks. */
  public static RescaleEntry planned(double seconds, Step step) {
    Launch launch = Launches.jar("w.jar");
    RescalePlan plan =
        new RescalePlan(
            "WordCount",
            FIRST_RUN,
            step,
            Map.of(SOURCE, 4, SPLITTER, 4, COUNT, 4),
            Map.of(SOURCE, 4, SPLITTER, 8, COUNT, 8),
            Launches.restart(launch, launch),
            new TunerState.ContTune(8),
            new Patience(
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ZERO));
    return RescaleEntry.planned("%032x".formatted(Math.round(1000 * seconds)), plan, at(seconds));
  }

  /** A rescale planned at a time that came to an end; the job stops 1 s later, for 2 s. */
  public static TimelineRescale rescale(double seconds, Step step, Stage end) {
    RescaleEntry entry = planned(seconds, step).to(end, at(seconds + 4), "over");
    return new TimelineRescale(entry, at(seconds + 1), at(seconds + 3));
  }
}
