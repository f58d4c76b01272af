package io.conttune.controller.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.config.PlanHookConfig.OnFailure;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of a program, and what becomes of the plan. */
final class AskedPlanHookTest extends HookFixture {
  @Test
  void untilThereIsAnAnswerThePlanIsHeldAndAskedAboutOnce() throws Exception {
    AskedPlanHook hook = slow(OnFailure.HOLD);

    assertThat(text(hook.ask(job, plan(8)))).isEqualTo(PENDING);
    assertThat(text(hook.ask(job, plan(8)))).isEqualTo(PENDING);
    answered.release();

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
        "{\"answer\": \"change\"} | plan-hook: the answer is a change without parallelism",
        "{\"answer\": \"hold\", \"parallelism\": {\"count\": 0}} | plan-hook: hold",
        "{\"answer\": \"go\", \"parallelism\": {}} | 8 [plan-hook: go]",
        "{\"answer\": \"change\", \"parallelism\": {\"count\": 1.5}} | plan-hook: the parallelism of count is 1.5",
        "ok | plan-hook: the answer is no JSON",
        "[] | plan-hook: the answer is no JSON object"
      })
  void anAnswerIsTakenAsItIsMeant(String reply, String expected) throws Exception {
    assertThat(text(settled(answering(reply)))).startsWith(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HOLD | plan-hook: the answer has the status 500; on-failure is hold",
        "GO   | 8 [plan-hook: the answer has the status 500; on-failure is go]"
      })
  void withoutAnAnswerTheSettingDecides(OnFailure onFailure, String expected) throws Exception {
    AskedPlanHook hook =
        hook(
            (question, timeout) -> {
              throw new IOException("the answer has the status 500");
            },
            onFailure);

    assertThat(text(settled(hook))).isEqualTo(expected);
  }

  /** Whoever has answered may have meant that the plan must wait. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"answer\": \"deny\"} | plan-hook: the answer is \"deny\", expected",
        "{\"answer\": \"change\", \"parallelism\": {\"count\": 0}} | plan-hook: the parallelism of count is 0",
        "{\"answer\": \"change\", \"parallelism\": {\"cuont\": 1}} | plan-hook: the change is refused",
        "no | plan-hook: the answer is no JSON"
      })
  void anAnswerThatIsNotUnderstoodHoldsWithOnFailureGo(String reply, String expected)
      throws Exception {
    AskedPlanHook hook = hook((question, timeout) -> reply, OnFailure.GO);

    assertThat(text(settled(hook))).startsWith(expected).doesNotStartWith("8");
  }

  @Test
  void anAnswerThatIsTooLongHoldsWithOnFailureGo() throws Exception {
    AskedPlanHook hook =
        hook(
            (question, timeout) -> {
              throw new UnclearAnswerException("the answer has more than 65536 bytes");
            },
            OnFailure.GO);

    assertThat(text(settled(hook)))
        .isEqualTo("plan-hook: the answer has more than 65536 bytes; so it holds");
  }

  @Test
  void ofALongReasonTheBeginIsKeptAndTheHoldCounts() throws Exception {
    String reply = "{\"answer\": \"hold\", \"reason\": \"%s\"}".formatted("x".repeat(5000));
    AskedPlanHook hook = hook((question, timeout) -> reply, OnFailure.GO);

    assertThat(text(settled(hook))).isEqualTo("plan-hook: hold: " + "x".repeat(1000) + "…");
  }

  @Test
  void anotherPlanIsAnotherQuestion() throws Exception {
    AskedPlanHook hook = answering("{\"answer\": \"go\"}");
    settled(hook);

    assertThat(text(hook.ask(job, plan(6)))).isEqualTo(PENDING);
    await().atMost(PATIENCE).until(() -> questions.size() == 2);
  }
}
