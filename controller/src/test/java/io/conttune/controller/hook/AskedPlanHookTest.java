package io.conttune.controller.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.config.PlanHookConfig.OnFailure;
import io.conttune.controller.loop.PlanHook.Answer;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Provisioning;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job whose operator count has 2 subtasks and is planned to have 8. */
final class AskedPlanHookTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String PENDING = "plan-hook: it is asked and has not answered yet";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private final JobSnapshot job = job();

  private JobSnapshot job() {
    FakeJobMonitor monitor = new FakeJobMonitor("WordCount", clock);
    monitor.show("job-1", Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2));
    try {
      return ((JobSighting.Seen) monitor.look()).snapshot();
    } catch (FlinkUnavailableException e) {
      throw new AssertionError(e);
    }
  }

  private static Decision.Rescale plan(int count) {
    Map<OperatorId, Integer> wanted = Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, count);
    return new Decision.Rescale(
        Decision.Step.BIG,
        wanted,
        "count is short",
        new Evidence("scripted", Provisioning.UNDER, List.of(), List.of()));
  }

  private AskedPlanHook hook(HookCall call, OnFailure onFailure) {
    return new AskedPlanHook(
        question -> {
          questions.add(question);
          return call.answer(question);
        },
        TIMEOUT,
        onFailure,
        clock);
  }

  private AskedPlanHook answering(String reply) {
    return hook(question -> reply, OnFailure.HOLD);
  }

  /** The first answer that is none about waiting. */
  private Answer settled(AskedPlanHook hook) {
    await().atMost(PATIENCE).until(() -> !text(hook.ask(job, plan(8))).equals(PENDING));
    return hook.ask(job, plan(8));
  }

  /** The reason of a hold; of another answer the parallelism of count and the notes. */
  private static String text(Answer answer) {
    return answer.match(
        go ->
            go.plan().parallelism().get(FakeJobMonitor.COUNT) + " " + go.plan().evidence().notes(),
        hold -> hold.reason());
  }

  @Test
  void untilThereIsAnAnswerThePlanIsHeldAndAskedAboutOnce() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    AskedPlanHook hook =
        hook(
            question -> {
              answered.await();
              return "{\"answer\": \"go\"}";
            },
            OnFailure.HOLD);

    assertThat(text(hook.ask(job, plan(8)))).isEqualTo(PENDING);
    assertThat(text(hook.ask(job, plan(8)))).isEqualTo(PENDING);
    answered.countDown();

    assertThat(text(settled(hook))).isEqualTo("8 [plan-hook: go]");
    assertThat(questions)
        .singleElement()
        .asString()
        .contains(
            "\"job\":\"WordCount\"",
            "\"step\":\"big\"",
            "\"name\":\"count\",\"from\":2,\"to\":8",
            "\"planId\":\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"answer\": \"go\", \"reason\": \"fine\"} | 8 [plan-hook: go: fine]",
        "{\"answer\": \"hold\"} | plan-hook: hold",
        "{\"answer\": \"hold\", \"reason\": \"release\"} | plan-hook: hold: release",
        "{\"answer\": \"change\", \"parallelism\": {\"count\": 4}} | 4 [plan-hook: count 4 instead of 8]",
        "{\"answer\": \"change\", \"parallelism\": {\"count\": 9}} | plan-hook: the change is refused: count cannot have 9, expected from 2, which it has, to 8, which is planned",
        "{\"answer\": \"change\", \"parallelism\": {\"cuont\": 4}} | plan-hook: the change is refused: no job vertex",
        "{\"answer\": \"change\", \"parallelism\": {\"count\": 2}} | plan-hook: the change leaves nothing to do",
        "{\"answer\": \"yes\"} | plan-hook: the answer is \"yes\", expected {\"answer\": \"go\"}",
        "{\"answer\": \"change\"} | plan-hook: the answer has parallelism without change, or the other way",
        "{\"answer\": \"change\", \"parallelism\": {\"count\": 1.5}} | plan-hook: the parallelism of count is 1.5",
        "ok | plan-hook: the answer is no JSON",
        "[] | plan-hook: the answer is no JSON object"
      })
  void anAnswerIsTakenAsItIsMeant(String reply, String expected) {
    assertThat(text(settled(answering(reply)))).startsWith(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HOLD | plan-hook: the answer has the status 500; on-failure is hold",
        "GO   | 8 [plan-hook: the answer has the status 500; on-failure is go]"
      })
  void withoutAnAnswerTheSettingDecides(OnFailure onFailure, String expected) {
    AskedPlanHook hook =
        hook(
            question -> {
              throw new IOException("the answer has the status 500");
            },
            onFailure);

    assertThat(text(settled(hook))).isEqualTo(expected);
  }

  @Test
  void anAnswerThatDoesNotComeInTimeIsNotWaitedFor() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    AskedPlanHook hook =
        hook(
            question -> {
              try {
                new CountDownLatch(1).await();
              } finally {
                interrupted.countDown();
              }
              return "";
            },
            OnFailure.HOLD);
    hook.ask(job, plan(8));
    await().atMost(PATIENCE).until(() -> !questions.isEmpty());
    clock.advance(TIMEOUT);

    assertThat(text(hook.ask(job, plan(8))))
        .isEqualTo("plan-hook: no answer within 10.0 s; on-failure is hold");
    assertThat(interrupted.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anAnswerHoldsForAMinuteAndWhileItIsAskedForAgain() {
    AskedPlanHook hook = answering("{\"answer\": \"hold\"}");
    settled(hook);
    clock.advance(Duration.ofSeconds(59));
    hook.ask(job, plan(8));
    assertThat(questions).hasSize(1);

    clock.advance(Duration.ofSeconds(1));

    assertThat(text(hook.ask(job, plan(8)))).isEqualTo("plan-hook: hold");
    await().atMost(PATIENCE).until(() -> questions.size() == 2);
  }

  @Test
  void anotherPlanIsAnotherQuestion() {
    AskedPlanHook hook = answering("{\"answer\": \"go\"}");
    settled(hook);

    assertThat(text(hook.ask(job, plan(6)))).isEqualTo(PENDING);
    await().atMost(PATIENCE).until(() -> questions.size() == 2);
  }
}
