package io.conttune.controller.hook;

import io.conttune.controller.config.PlanHookConfig;
import io.conttune.controller.config.PlanHookConfig.OnFailure;
import io.conttune.controller.loop.PlanHook;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.PlanId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Asks a program of the user's about each plan, in a thread of its own. An answer holds for the
 * same plan for a minute; then the program is asked again, and the former answer holds until there
 * is another. Not thread-safe.
 */
public final class AskedPlanHook implements PlanHook {
  private static final Duration ANSWER_HOLDS = Duration.ofMinutes(1);

  private final HookCall call;
  private final Duration timeout;
  private final OnFailure onFailure;
  private final SteadyClock clock;
  private Optional<Question> open = Optional.empty();
  private Optional<Answered> last = Optional.empty();

  AskedPlanHook(HookCall call, Duration timeout, OnFailure onFailure, SteadyClock clock) {
    this.call = call;
    this.timeout = timeout;
    this.onFailure = onFailure;
    this.clock = clock;
  }

  /** The program that this configuration names. */
  public static PlanHook of(PlanHookConfig config, SteadyClock clock) {
    HookCall call =
        config
            .url()
            .<HookCall>map(url -> new HttpHookCall(url, config.headers()))
            .orElseGet(() -> new CommandHookCall(config.command()));
    return new AskedPlanHook(call, config.timeout(), config.onFailure(), clock);
  }

  /** A question that waits for its answer. */
  private record Question(PlanId plan, FutureTask<HookReply> reply, Stopwatch asked) {}

  /**
   * A question that is over.
   *
   * @param reply empty if there was none
   * @param failure why there was none; empty text if there was one
   */
  private record Answered(PlanId plan, Optional<HookReply> reply, String failure, Stopwatch known) {
    private Answered {
      Objects.requireNonNull(failure, "failure");
    }
  }

  @Override
  public Answer ask(JobSnapshot job, Decision.Rescale plan) {
    PlanId id = PlanId.of(job.jobId(), plan.parallelism());
    open.ifPresent(this::settle);
    Optional<Answered> known = last.filter(answer -> answer.plan().equals(id));
    boolean isAsked = open.filter(question -> question.plan().equals(id)).isPresent();
    if (!isAsked && known.filter(answer -> !answer.known().hasRunFor(ANSWER_HOLDS)).isEmpty()) {
      open.ifPresent(question -> question.reply().cancel(true));
      open = Optional.of(begun(id, HookDocuments.question(job, plan)));
    }
    return known
        .map(answer -> under(answer, job, plan))
        .orElseGet(() -> new Answer.Hold("plan-hook: it is asked and has not answered yet"));
  }

  private Question begun(PlanId plan, String question) {
    FutureTask<HookReply> reply =
        new FutureTask<>(() -> HookDocuments.reply(call.answer(question)));
    Thread thread = new Thread(reply, "plan-hook");
    thread.setDaemon(true);
    thread.start();
    return new Question(plan, reply, Stopwatch.start(clock));
  }

  private void settle(Question question) {
    if (question.reply().isDone()) {
      last = Optional.of(ended(question));
      open = Optional.empty();
    } else if (question.asked().hasRunFor(timeout)) {
      question.reply().cancel(true);
      last =
          Optional.of(
              failed(question, "no answer within %s s".formatted(timeout.toMillis() / 1000.0)));
      open = Optional.empty();
    }
  }

  private Answered ended(Question question) {
    try {
      HookReply reply = question.reply().get();
      return new Answered(question.plan(), Optional.of(reply), "", Stopwatch.start(clock));
    } catch (ExecutionException e) {
      String reason =
          e.getCause() instanceof IOException failure && failure.getMessage() != null
              ? failure.getMessage()
              : e.getCause().getClass().getSimpleName();
      return failed(question, reason);
    } catch (CancellationException e) {
      return failed(question, "the question was given up");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(question, "the service ends");
    }
  }

  private Answered failed(Question question, String failure) {
    return new Answered(question.plan(), Optional.empty(), failure, Stopwatch.start(clock));
  }

  private Answer under(Answered answered, JobSnapshot job, Decision.Rescale plan) {
    return answered
        .reply()
        .map(reply -> new HookedPlan(job, plan).under(reply))
        .orElseGet(() -> without(answered.failure(), plan));
  }

  private Answer without(String failure, Decision.Rescale plan) {
    return switch (onFailure) {
      case HOLD -> new Answer.Hold("plan-hook: %s; on-failure is hold".formatted(failure));
      case GO ->
          new Answer.Go(plan.noting(List.of("plan-hook: %s; on-failure is go".formatted(failure))));
    };
  }
}
