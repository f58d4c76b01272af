package io.conttune.benchmark.played;

import java.time.Duration;
import java.util.stream.LongStream;

/**
 * Judges what the service did by the true load. An operator must not get fewer subtasks than its
 * load keeps busy. It must not get more while it has enough, nor many more than enough. For some
 * minutes after a change of the rate either rate may be acted on.
 */
public final class ActJudge {
  /** A window of a minute, and the longest lasting faults between two looks. */
  public static final Duration GRACE = Duration.ofMinutes(5);

  private static final double TARGET_UTILIZATION = 0.8;
  private static final double UNSTEADINESS = 0.03;
  private static final double CATCH_UP_SECONDS = 120;
  private static final int SPARE = 1;

  private ActJudge() {}

  /** What the truth says of an act. */
  public static Verdict judge(PlayedAct act, TrueLoad load) {
    if (act.isRepeated()) {
      return Verdict.REPEATED;
    }
    if (act.after().isEmpty()) {
      return new Verdict(Verdict.Kind.OTHER, act.request() + " does not ask for a parallelism");
    }
    double least = rates(act, load).mapToDouble(load::rateAt).min().orElseThrow();
    double most =
        rates(act, load).mapToDouble(load::rateAt).max().orElseThrow()
            + act.backlog() / CATCH_UP_SECONDS;
    for (int vertex = 0; vertex < act.before().size(); vertex++) {
      int before = act.before().get(vertex);
      int after = act.after().get(vertex);
      int carries = rounded(load.subtasks(vertex, least) * (1 - UNSTEADINESS));
      int enough = rounded(load.subtasks(vertex, most) * (1 + UNSTEADINESS) / TARGET_UTILIZATION);
      if (after < before && after < carries) {
        return new Verdict(
            Verdict.Kind.TOO_FEW, text(vertex, before, after) + ", but the load needs " + carries);
      }
      if (after > before && (before >= enough || after > enough + SPARE)) {
        return new Verdict(
            Verdict.Kind.TOO_MANY, text(vertex, before, after) + ", but " + enough + " are enough");
      }
    }
    return Verdict.WARRANTED;
  }

  /** Times at which the rates that may be acted on held. */
  private static LongStream rates(PlayedAct act, TrueLoad load) {
    long from = act.at() - GRACE.toMillis();
    return LongStream.concat(
        LongStream.of(from, act.at()),
        load.changes().stream()
            .mapToLong(TrueLoad.Change::at)
            .filter(at -> at > from && at <= act.at()));
  }

  private static int rounded(double subtasks) {
    return Math.max(1, (int) Math.ceil(subtasks));
  }

  private static String text(int vertex, int before, int after) {
    return "operator %d: %d -> %d".formatted(vertex, before, after);
  }
}
