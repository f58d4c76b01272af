package io.conttune.system;

import static org.awaitility.Awaitility.await;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.loop.JobChange;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.JobWiring;
import io.conttune.controller.service.RescaleIds;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.flink.FlinkFixture;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** The control loop of one job as the service wires it, stepped by a test. */
final class SteppedController {
  private static final Duration POLL = Duration.ofMillis(100);

  private final InMemoryStore store = new InMemoryStore();
  private final JobController controller;
  private final String job;

  SteppedController(JobConfig config) {
    this(config, SteadyClock.system());
  }

  SteppedController(JobConfig config, SteadyClock clock) {
    job = config.job();
    controller =
        new JobWiring(JobStores.in(store), new RescaleIds(new SecureRandom()), clock)
            .controller(config);
  }

  /** Steps until a decision comes to one of these. */
  DecisionRecord untilDecided(Outcome... outcomes) {
    List<Outcome> wanted = List.of(outcomes);
    StepOutcome last =
        until(
            step ->
                step instanceof StepOutcome.Decided decided
                    && wanted.contains(decided.record().outcome()));
    return ((StepOutcome.Decided) last).record();
  }

  /** Steps until something else than the job is seen, and returns what. */
  JobSighting.Cause untilWaiting(Class<? extends JobSighting.Cause> cause) {
    StepOutcome last =
        until(
            step ->
                step instanceof StepOutcome.Waiting waiting
                    && cause.isInstance(waiting.sighting().cause()));
    return ((StepOutcome.Waiting) last).sighting().cause();
  }

  /** Steps until it is seen that somebody else has changed the job. */
  JobChange untilChanged() {
    return ((StepOutcome.Changed) until(StepOutcome.Changed.class::isInstance)).change();
  }

  /** Steps until a rescale is in this stage. */
  RescaleEntry untilStage(Stage stage) {
    StepOutcome last =
        until(
            step ->
                step instanceof StepOutcome.Rescaling rescaling
                    && rescaling.after().stage() == stage);
    return ((StepOutcome.Rescaling) last).after();
  }

  /** Steps until a rescale is over. */
  RescaleEntry untilRescaled() {
    StepOutcome last =
        until(
            step ->
                step instanceof StepOutcome.Rescaling rescaling
                    && rescaling.after().stage().isFinal());
    return ((StepOutcome.Rescaling) last).after();
  }

  private StepOutcome until(Predicate<StepOutcome> wanted) {
    try {
      return await()
          .pollInterval(POLL)
          .atMost(FlinkFixture.DEADLINE)
          .until(controller::step, wanted);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "rescales %s, decisions, the newest first: %s".formatted(rescales(), reasons()), e);
    }
  }

  private List<String> reasons() {
    return decisions().stream()
        .map(
            record ->
                "%s %s: %s %s"
                    .formatted(
                        record.at(), record.outcome(), record.decision().reason(), record.guards()))
        .toList();
  }

  /** All rescales, by how they stand. */
  List<Stage> rescales() {
    return store.rescales(job, 100).stream().map(RescaleEntry::stage).toList();
  }

  List<DecisionRecord> decisions() {
    return store.decisions(job, 100);
  }
}
