package io.conttune.controller.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.config.PlanHookConfig.OnFailure;
import io.conttune.controller.hook.AskedPlanHook.Rules;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The times for which a program is waited for and its answer counts. */
final class HookTimesTest extends HookFixture {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HOLD | plan-hook: no answer within 10.0 s; on-failure is hold",
        "GO   | 8 [plan-hook: no answer within 10.0 s; on-failure is go]"
      })
  void anAnswerIsWaitedForNoLongerThanTheTimeout(OnFailure onFailure, String expected)
      throws Exception {
    AskedPlanHook hook = slow(onFailure);
    hook.ask(job, plan(8));
    clock.advance(TIMEOUT.minusMillis(1));
    assertThat(text(hook.ask(job, plan(8)))).isEqualTo(PENDING);
    clock.advance(Duration.ofMillis(1));

    assertThat(text(hook.ask(job, plan(8)))).isEqualTo(expected);
    hook.giveUp();
  }

  /** A plan that changes faster than the program answers must not wait for ever. */
  @Test
  void theTimeoutCountsFromTheFirstOfSeveralPlansWithoutAnAnswer() throws Exception {
    AskedPlanHook hook = slow(OnFailure.GO);
    assertThat(text(hook.ask(job, plan(6)))).isEqualTo(PENDING);
    clock.advance(POLL);
    assertThat(text(hook.ask(job, plan(7)))).isEqualTo(PENDING);
    clock.advance(POLL);

    assertThat(text(hook.ask(job, plan(8))))
        .isEqualTo("8 [plan-hook: no answer within 10.0 s; on-failure is go]");
    await().atMost(PATIENCE).until(() -> !questions.isEmpty());
    assertThat(questions).hasSize(1);
    hook.giveUp();
  }

  /** A program that holds all plans must not be passed over because they change. */
  @Test
  void anAnswerAboutAFormerPlanIsNoFailure() throws Exception {
    AskedPlanHook hook = slow(OnFailure.GO);
    hook.ask(job, plan(6));
    answered.release();
    await().atMost(PATIENCE).until(() -> !isAlive("plan-hook"));
    clock.advance(TIMEOUT);

    assertThat(text(hook.ask(job, plan(8)))).isEqualTo(PENDING);
    hook.giveUp();
  }

  /** Yesterday somebody wanted another plan; that is no reason not to ask about today's. */
  @Test
  void aTimeInWhichNothingWasWantedIsNoTimeWithoutAnAnswer() throws Exception {
    AskedPlanHook hook = slow(OnFailure.GO);
    hook.ask(job, plan(6));
    clock.advance(Duration.ofHours(8));

    assertThat(text(hook.ask(job, plan(8)))).isEqualTo(PENDING);
    hook.giveUp();
  }

  @Test
  void theOpenQuestionIsAnsweredBeforeTheNextIsAskedAndBothAnswersCount() throws Exception {
    AskedPlanHook hook = slow(OnFailure.HOLD);
    hook.ask(job, plan(6));
    hook.ask(job, plan(8));
    answered.release(2);

    assertThat(text(settled(hook))).isEqualTo("8 [plan-hook: go]");
    assertThat(text(hook.ask(job, plan(6)))).isEqualTo("6 [plan-hook: go]");
    assertThat(questions).hasSize(2);
  }

  @Test
  void anAnswerHoldsForAMinuteAndThenWhileItIsAskedForAgain() throws Exception {
    AskedPlanHook hook = answering("{\"answer\": \"hold\"}");
    settled(hook);
    clock.advance(Duration.ofSeconds(59));
    hook.ask(job, plan(8));
    assertThat(questions).hasSize(1);

    clock.advance(Duration.ofSeconds(1));

    assertThat(text(hook.ask(job, plan(8)))).isEqualTo("plan-hook: hold");
    await().atMost(PATIENCE).until(() -> questions.size() == 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GO", "HOLD"})
  void anOldAnswerDoesNotCount(OnFailure onFailure) throws Exception {
    AskedPlanHook hook = slow(onFailure);
    answered.release();
    assertThat(text(settled(hook))).isEqualTo("8 [plan-hook: go]");
    clock.advance(Duration.ofSeconds(70));

    assertThat(text(hook.ask(job, plan(8)))).isEqualTo(PENDING);
    await().atMost(PATIENCE).until(() -> questions.size() == 2);
    hook.giveUp();
  }

  /** It counts from when it was given, not from when somebody looked at it. */
  @Test
  void anAnswerThatNobodyHasWaitedForGrowsOldToo() throws Exception {
    AskedPlanHook hook = slow(OnFailure.GO);
    hook.ask(job, plan(8));
    answered.release();
    await().atMost(PATIENCE).until(() -> !isAlive("plan-hook"));
    clock.advance(Duration.ofHours(8));

    assertThat(text(hook.ask(job, plan(8)))).isEqualTo(PENDING);
    hook.giveUp();
  }

  @Test
  void anAnswerLastsUntilTheNextLookOfASlowLoop() throws Exception {
    Duration poll = Duration.ofMinutes(5);
    AskedPlanHook hook =
        hook(
            (question, timeout) -> "{\"answer\": \"go\"}", Rules.of(TIMEOUT, OnFailure.HOLD, poll));
    hook.ask(job, plan(8));
    await().atMost(PATIENCE).until(() -> !isAlive("plan-hook"));
    clock.advance(poll);

    assertThat(text(hook.ask(job, plan(8)))).isEqualTo("8 [plan-hook: go]");
  }

  @Test
  void aQuestionThatIsGivenUpEndsAtOnce() throws Exception {
    AskedPlanHook hook = slow(OnFailure.HOLD);
    hook.ask(job, plan(8));
    await().atMost(PATIENCE).until(() -> !questions.isEmpty());

    hook.giveUp();

    assertThat(isAlive("plan-hook")).isFalse();
  }
}
