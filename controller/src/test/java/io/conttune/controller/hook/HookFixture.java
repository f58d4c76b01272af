package io.conttune.controller.hook;

import static org.awaitility.Awaitility.await;

import io.conttune.controller.config.PlanHookConfig.OnFailure;
import io.conttune.controller.hook.AskedPlanHook.Rules;
import io.conttune.controller.loop.PlanHook.Answer;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.Provisioning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/**
 * A job whose operator count has 2 subtasks and is planned to have 8, and a program that is asked.
 */
abstract class HookFixture {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final Duration TIMEOUT = Duration.ofSeconds(10);
  static final Duration POLL = Duration.ofSeconds(5);
  static final String PENDING = "plan-hook: it is asked and has not answered yet";

  final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  final List<String> questions = new CopyOnWriteArrayList<>();
  final Semaphore answered = new Semaphore(0);
  final JobSnapshot job = job(graph -> graph);
  final LimitsOf.Fit limits =
      new LimitsOf.Fit.Known(
          new Limits(
              Map.of(
                  FakeJobMonitor.SOURCE, new Bounds(1, 16),
                  FakeJobMonitor.COUNT, new Bounds(1, 16))),
          List.of());

  final JobSnapshot job(UnaryOperator<JobGraph> shape) {
    FakeJobMonitor monitor = new FakeJobMonitor("WordCount", clock);
    monitor.show("job-1", Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2));
    monitor.reshape(shape);
    try {
      return ((JobSighting.Seen) monitor.look()).snapshot();
    } catch (FlinkUnavailableException e) {
      throw new AssertionError(e);
    }
  }

  static Decision.Rescale plan(int count) {
    Map<OperatorId, Integer> wanted = Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, count);
    return new Decision.Rescale(
        Decision.Step.BIG,
        wanted,
        "count is short",
        new Evidence("scripted", Provisioning.UNDER, List.of(), List.of()));
  }

  final AskedPlanHook hook(HookCall call, OnFailure onFailure) {
    return hook(call, Rules.of(TIMEOUT, onFailure, POLL));
  }

  final AskedPlanHook hook(HookCall call, Rules rules) {
    HookCall noted =
        (question, timeout) -> {
          questions.add(question);
          return call.answer(question, timeout);
        };
    return new AskedPlanHook(new ToldPlans(noted), rules, snapshot -> limits, clock);
  }

  final AskedPlanHook answering(String reply) {
    return hook((question, timeout) -> reply, OnFailure.HOLD);
  }

  /** A program that answers once it is told to, without an end before that. */
  final AskedPlanHook slow(OnFailure onFailure) {
    return hook(
        (question, timeout) -> {
          answered.acquire();
          return "{\"answer\": \"go\"}";
        },
        onFailure);
  }

  /** The first answer that is none about waiting. */
  final Answer settled(AskedPlanHook hook) throws FlinkUnavailableException {
    return settled(hook, job, plan(8));
  }

  static Answer settled(AskedPlanHook hook, JobSnapshot job, Decision.Rescale plan)
      throws FlinkUnavailableException {
    await().atMost(PATIENCE).until(() -> !text(hook.ask(job, plan)).equals(PENDING));
    return hook.ask(job, plan);
  }

  /** The reason of a hold; of another answer the parallelism of count and the notes. */
  static String text(Answer answer) {
    return answer.match(
        go ->
            go.plan().parallelism().get(FakeJobMonitor.COUNT) + " " + go.plan().evidence().notes(),
        hold -> hold.reason());
  }

  /** Whether a thread of this name runs. */
  static boolean isAlive(String thread) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(running -> running.getName().equals(thread));
  }
}
