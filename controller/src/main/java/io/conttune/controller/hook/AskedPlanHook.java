package io.conttune.controller.hook;

import io.conttune.controller.config.ExtensionConfig;
import io.conttune.controller.config.PlanHookConfig;
import io.conttune.controller.config.PlanHookConfig.OnFailure;
import io.conttune.controller.extension.BoundedCalls;
import io.conttune.controller.loop.PlanHook;
import io.conttune.controller.post.PostClient;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.extension.PlanVerdict;
import io.conttune.core.extension.ProposedPlan;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.PlanId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks a program of the user's about each plan, in a thread of its own. One question is open at a
 * time. It runs to its answer or its timeout, even if another plan is wanted meanwhile; then the
 * program is asked about that one. Not thread-safe.
 */
public final class AskedPlanHook implements PlanHook {
  private final PlanJudge judge;
  private final Rules rules;
  private final LimitsOf limitsOf;
  private final SteadyClock clock;
  private final KnownAnswers known;
  private Optional<OpenQuestion> open = Optional.empty();
  private Optional<Unanswered> unanswered = Optional.empty();

  AskedPlanHook(PlanJudge judge, Rules rules, LimitsOf limitsOf, SteadyClock clock) {
    this.judge = judge;
    this.rules = rules;
    this.limitsOf = limitsOf;
    this.clock = clock;
    this.known = new KnownAnswers(rules.longest());
  }

  /**
   * The program that this configuration names.
   *
   * @param poll the time between two plans, in which an answer must not become too old
   * @param limitsOf tells which operators a launch gives one parallelism
   * @param client sends the questions to a server
   */
  public static PlanHook of(
      PlanHookConfig config,
      Duration poll,
      LimitsOf limitsOf,
      PostClient client,
      SteadyClock clock) {
    PlanJudge judge =
        config
            .extension()
            .map(extension -> guarded(extension, config.timeout()))
            .orElseGet(
                () ->
                    new ToldPlans(
                        HookCall.to(
                            config.url(), config.headers(), config.command(), client, clock)));
    return new AskedPlanHook(
        judge, Rules.of(config.timeout(), config.onFailure(), poll), limitsOf, clock);
  }

  private static PlanJudge guarded(ExtensionConfig extension, Duration timeout) {
    return new GuardedPlans(
        ExtensionConfig.GUARD.made(extension), new BoundedCalls(extension.name(), timeout));
  }

  /**
   * The times of an answer: to wait for it, and to count on it.
   *
   * @param timeout the longest time until an answer
   * @param onFailure what becomes of a plan without an answer
   * @param fresh the age of an answer from which on the program is asked again
   */
  record Rules(Duration timeout, OnFailure onFailure, Duration fresh) {
    private static final Duration FRESH = Duration.ofMinutes(1);

    Rules {
      Objects.requireNonNull(timeout, "timeout");
      Objects.requireNonNull(onFailure, "onFailure");
      Objects.requireNonNull(fresh, "fresh");
    }

    /** An answer is fresh for a minute, or until the loop has looked twice. */
    static Rules of(Duration timeout, OnFailure onFailure, Duration poll) {
      Duration twice = poll.multipliedBy(2);
      return new Rules(timeout, onFailure, twice.compareTo(FRESH) > 0 ? twice : FRESH);
    }

    /** The age from which on an answer does not count any more, nor that somebody waits for one. */
    Duration longest() {
      return fresh.plus(timeout);
    }
  }

  @Override
  public Answer ask(JobSnapshot job, Decision.Rescale plan) throws FlinkUnavailableException {
    PlanId id = PlanId.of(job.jobId(), plan.parallelism());
    settle();
    Optional<HookAnswer> answer = known.about(id);
    if (open.isEmpty() && answer.filter(last -> !last.given().hasRunFor(rules.fresh())).isEmpty()) {
      ProposedPlan question = proposed(job, plan, id);
      open = Optional.of(OpenQuestion.begun(() -> answered(id, question)));
    }
    if (answer.isPresent()) {
      unanswered = Optional.empty();
      return under(answer.get(), job, plan);
    }
    Unanswered waiting =
        unanswered
            .filter(since -> !since.lastAsk().hasRunFor(rules.longest()))
            .map(since -> since.again(clock))
            .orElseGet(() -> Unanswered.start(clock));
    unanswered = Optional.of(waiting);
    return waiting.firstAsk().hasRunFor(rules.timeout())
        ? without("no answer within %s s".formatted(rules.timeout().toMillis() / 1000.0), plan)
        : new Answer.Hold("plan-hook: it is asked and has not answered yet");
  }

  private static ProposedPlan proposed(JobSnapshot job, Decision.Rescale plan, PlanId id) {
    return new ProposedPlan(
        job.jobName(),
        job.jobId(),
        id.text(),
        plan.step().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        plan.reason(),
        job.graph().vertices().stream()
            .map(
                vertex ->
                    new ProposedPlan.Operator(
                        vertex.id().value(),
                        vertex.name(),
                        vertex.parallelism(),
                        plan.parallelism().get(vertex.id())))
            .toList());
  }

  private void settle() {
    Optional<OpenQuestion> ended = open.filter(OpenQuestion::hasEnded);
    if (ended.isPresent()) {
      // First of all: a question that could not be asked must not stay open.
      open = Optional.empty();
      ended.flatMap(OpenQuestion::answer).ifPresent(this::keep);
    }
  }

  private void keep(HookAnswer answer) {
    known.keep(answer);
    if (answer.isThere()) {
      // The program answers in time, though about a plan that may not be wanted any more. It may
      // well hold the next one, too.
      unanswered = Optional.empty();
    }
  }

  /** Asks, in the thread of the question. */
  private HookAnswer answered(PlanId plan, ProposedPlan question) throws InterruptedException {
    try {
      PlanVerdict reply = judge.judge(question, rules.timeout());
      return HookAnswer.now(plan, new HookAnswer.Said.Clear(reply), clock);
    } catch (UnclearAnswerException e) {
      return HookAnswer.now(plan, new HookAnswer.Said.Unclear(e.getMessage()), clock);
    } catch (IOException e) {
      String reason = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
      return HookAnswer.now(plan, new HookAnswer.Said.Nothing(reason), clock);
    }
  }

  private Answer under(HookAnswer answer, JobSnapshot job, Decision.Rescale plan)
      throws FlinkUnavailableException {
    return answer
        .said()
        .match(
            clear -> new HookedPlan(job, plan, limitsOf).under(clear.reply()),
            unclear -> new Answer.Hold("plan-hook: %s; so it holds".formatted(unclear.reason())),
            nothing -> without(nothing.reason(), plan));
  }

  private Answer without(String failure, Decision.Rescale plan) {
    return switch (rules.onFailure()) {
      case HOLD -> new Answer.Hold("plan-hook: %s; on-failure is hold".formatted(failure));
      case GO ->
          new Answer.Go(plan.noting(List.of("plan-hook: %s; on-failure is go".formatted(failure))));
    };
  }

  @Override
  public void giveUp() {
    open.ifPresent(OpenQuestion::giveUp);
    open = Optional.empty();
  }
}
