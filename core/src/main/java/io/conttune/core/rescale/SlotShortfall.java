package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The rescales of a job that failed with more slots than its cluster had shown. A cluster that gets
 * slots on demand may not get as many as the user allows. Until more is known fewer are used.
 *
 * @param failed the fewest slots with which a rescale failed
 * @param proven slots that the cluster has shown or the job has had, fewer than those
 * @param times how many rescales failed so since the last one that succeeded with as many slots
 * @param at the time at which the last of them ended
 * @param cause why the last of them failed
 */
public record SlotShortfall(int failed, int proven, int times, Instant at, String cause) {
  /** Times the hold after a failure: an attempt may keep the job down for minutes. */
  private static final int FIRST_PAUSE = 16;

  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
  private static final int MOST_DOUBLINGS = 16;

  public SlotShortfall {
    Require.atLeast("slots of a rescale that failed", 1, failed);
    Require.atLeast("proven slots", 0, proven);
    Require.atLeast("number of failures", 1, times);
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(cause, "cause");
  }

  /** The shortfall that these rescales of a job tell, of which the newest is the first. */
  public static Optional<SlotShortfall> of(List<RescaleEntry> rescales) {
    List<RescaleEntry> failures = new ArrayList<>();
    int verified = 0;
    for (RescaleEntry entry : rescales) {
      int wanted = entry.plan().slots().map(SlotClaim::wanted).orElse(0);
      if (entry.stage() == Stage.VERIFIED) {
        verified = Math.max(verified, wanted);
      } else if (lacked(entry) && wanted > verified) {
        failures.add(entry);
      }
    }
    return failures.isEmpty() ? Optional.empty() : Optional.of(of(failures, verified));
  }

  private static SlotShortfall of(List<RescaleEntry> failures, int verified) {
    RescaleEntry newest = failures.get(0);
    int failed = failures.stream().mapToInt(entry -> claim(entry).wanted()).min().orElseThrow();
    SlotClaim claim = claim(newest);
    int shown = Math.max(verified, Math.max(claim.shown(), claim.held()));
    return new SlotShortfall(
        failed,
        Math.min(shown, failed - 1),
        failures.size(),
        newest.stageSince(),
        newest.attempt().setback().orElse(newest.note()));
  }

  private static boolean lacked(RescaleEntry entry) {
    boolean failed = entry.stage() == Stage.ROLLED_BACK || entry.stage() == Stage.FAILED;
    return failed && entry.plan().slots().filter(c -> c.wanted() > c.shown()).isPresent();
  }

  private static SlotClaim claim(RescaleEntry entry) {
    return entry.plan().slots().orElseThrow();
  }

  /**
   * The most slots to use now; empty if the cluster shows as many as failed. For a time that
   * doubles with every failure only slots that were seen are used, afterwards half as many of the
   * others.
   *
   * @param shown slots of the job and free ones that the cluster shows now
   * @param isEarly whether that time has not passed yet
   */
  public Optional<Integer> most(int shown, boolean isEarly) {
    if (shown >= failed) {
      return Optional.empty();
    }
    int seen = Math.max(proven, shown);
    return Optional.of(isEarly ? seen : seen + Math.max(1, (failed - seen) / 2));
  }

  /**
   * The time after the last failure in which only slots that were seen are used.
   *
   * @param hold the time without a rescale after any failure
   */
  public Duration pause(Duration hold) {
    long factor = (long) FIRST_PAUSE << Math.min(times - 1, MOST_DOUBLINGS);
    Duration pause = hold.multipliedBy(factor);
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
