package io.conttune.controller.rescale.launch;

import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchClaim;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Submission;
import io.conttune.core.secret.SecretFilling;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.secret.SecretMissingException;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts jobs by the user's command. A command cannot be repeated safely, as a request under a
 * chosen id can. So the launcher claims it in the journal before it starts it. At each step it
 * first looks for the run that the command may have brought up. If it finds the claim of another
 * controller, or its own from before a crash, it starts no second command while the first may still
 * bring a job up.
 *
 * <p>The time of a command is measured by this process. One that somebody else has claimed is given
 * its whole time from the moment at which the claim is found here.
 *
 * <p>It never waits: the command runs as a process of its own, which is looked at in each step.
 */
final class CommandLauncher {
  private final LaunchedRuns runs;
  private final CommandHost host;
  private final SecretLookup secrets;
  private final SteadyClock clock;
  private final String claimant;

  /** By the id of the job that they are to start. */
  private final Map<String, RunningCommand> commands = new ConcurrentHashMap<>();

  /** By the id of the job that it is for, a claim and since when it is known here. */
  private final Map<String, KnownClaim> claims = new ConcurrentHashMap<>();

  private record KnownClaim(String by, Stopwatch known) {}

  /**
   * A launcher for the jobs of one cluster.
   *
   * @param secrets for the words of a command
   * @param claimant an id that no other launcher has, nor this one after a restart
   */
  CommandLauncher(FlinkRest rest, SecretLookup secrets, SteadyClock clock, String claimant) {
    this.runs = new LaunchedRuns(rest);
    this.host = new CommandHost();
    this.secrets = secrets;
    this.clock = clock;
    this.claimant = claimant;
  }

  Submission submit(LaunchRequest request, Launch.Command launch) throws FlinkUnavailableException {
    if (request.claim().isEmpty()) {
      return claim(runs.present());
    }
    LaunchClaim claim = request.claim().get();
    // Before the look: a run that the command brought up before its end is seen then.
    RunningCommand mine = commands.get(request.jobId());
    boolean over = mine == null ? isOver(request, claim, launch) : mine.isOver(launch.timeout());
    Optional<String> run = runs.of(request, claim);
    if (run.isPresent()) {
      leave(request, claim);
      return new Submission.Accepted(run.get());
    }
    if (mine != null) {
      return over ? ofEnded(request, launch, claim, mine) : new Submission.Pending();
    }
    if (claim.by().equals(claimant) && claim.process().isEmpty()) {
      return start(request, launch, claim);
    }
    // What came up in the meantime stays new under the next claim.
    return over
        ? claim(claim.runsBefore().isPresent() ? claim.runsBefore().get() : runs.present())
        : new Submission.Pending();
  }

  private Submission claim(Set<String> runsBefore) {
    return new Submission.Claimed(
        new LaunchClaim(claimant, clock.instant(), Optional.of(runsBefore), Optional.empty()));
  }

  private Submission start(LaunchRequest request, Launch.Command launch, LaunchClaim claim)
      throws FlinkUnavailableException {
    SecretFilling filling = new SecretFilling(secrets);
    try {
      RunningCommand started = RunningCommand.start(request, launch, filling, host.name(), clock);
      commands.put(request.jobId(), started);
      return new Submission.Claimed(claim.with(started.process()));
    } catch (SecretMissingException missing) {
      // As with a jar: the secret may come back, and the job is down until then.
      throw new FlinkUnavailableException(
          "the command was not started: a secret of it " + missing.getMessage(), missing);
    } catch (IOException e) {
      return new Submission.Refused(
          filling.hide("the command could not be started: " + e.getMessage()));
    }
  }

  private Submission ofEnded(
      LaunchRequest request, Launch.Command launch, LaunchClaim claim, RunningCommand mine) {
    boolean mayComeUp = mine.succeeded() && !mine.hadItsTime(launch.timeout());
    if (mayComeUp) {
      return new Submission.Pending();
    }
    String verdict =
        mine.verdict()
            + (mine.succeeded() ? ", but no job %s has come up".formatted(request.jobName()) : "");
    Submission refused = new Submission.Refused(verdict + mine.lastLines());
    leave(request, claim);
    return refused;
  }

  /** A command that brought its job up may go on, as one that is attached to it does. */
  private void leave(LaunchRequest request, LaunchClaim claim) {
    claims.remove(request.jobId());
    Optional<RunningCommand> mine = Optional.ofNullable(commands.remove(request.jobId()));
    mine.ifPresentOrElse(RunningCommand::leave, () -> claim.process().ifPresent(host::clearAfter));
  }

  /**
   * Whether a command that another controller has begun can no longer bring a job up. Its exit code
   * is unknown here, so it keeps its time even if its process is gone.
   */
  private boolean isOver(LaunchRequest request, LaunchClaim claim, Launch.Command launch) {
    return known(request, claim).hasRunFor(launch.timeout())
        && claim.process().map(host::end).orElse(true);
  }

  private Stopwatch known(LaunchRequest request, LaunchClaim claim) {
    return claims
        .compute(
            request.jobId(),
            (jobId, before) ->
                before != null && before.by().equals(claim.by())
                    ? before
                    : new KnownClaim(claim.by(), Stopwatch.start(clock)))
        .known();
  }
}
