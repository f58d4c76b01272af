package io.conttune.benchmark.played;

import java.util.Comparator;
import java.util.List;

/**
 * The acts of a service on the jobs of played clusters.
 *
 * @param clusters on which it could act
 */
public record Acts(List<PlayedCluster> clusters) {
  /**
   * An act, and what the truth says of it.
   *
   * @param act what was asked for
   * @param verdict of {@link ActJudge}
   */
  public record Judged(PlayedAct act, Verdict verdict) {
    /** Whether nothing warrants it. */
    public boolean isWrong() {
      return verdict.kind().isWrong();
    }
  }

  /** All of them until now, in the order of time. */
  public List<Judged> judged() {
    return clusters.stream()
        .flatMap(cluster -> cluster.acts().stream().map(act -> judged(cluster, act)))
        .sorted(Comparator.comparingLong(judged -> judged.act().at()))
        .toList();
  }

  private static Judged judged(PlayedCluster cluster, PlayedAct act) {
    TrueLoad load = cluster.load(act.job());
    return new Judged(act, ActJudge.judge(act, load));
  }
}
