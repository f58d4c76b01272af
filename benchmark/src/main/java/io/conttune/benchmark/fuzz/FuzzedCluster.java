package io.conttune.benchmark.fuzz;

import io.conttune.benchmark.played.PlayedApi;
import io.conttune.benchmark.played.PlayedCluster;
import io.conttune.benchmark.played.PlayedReply;
import io.conttune.benchmark.played.PlayedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A played cluster some of whose replies are spoilt. */
final class FuzzedCluster implements PlayedApi {
  private static final Mutation[] KINDS = Mutation.values();

  private final PlayedCluster cluster;
  private final ReplyMutator mutator;
  private final Random random;
  private final double share;
  private List<Mutation> fresh = new ArrayList<>();
  private boolean isSpoiling;

  /**
   * A cluster that answers right until it is told to spoil.
   *
   * @param share of the replies that it then spoils
   */
  FuzzedCluster(PlayedCluster cluster, RecordedReplies recorded, Random random, double share) {
    this.cluster = cluster;
    this.mutator = new ReplyMutator(random, recorded);
    this.random = random;
    this.share = share;
  }

  @Override
  public synchronized PlayedReply answer(PlayedRequest request) {
    PlayedReply right = cluster.answer(request);
    mutator.remember(request, right);
    if (!isSpoiling || random.nextDouble() >= share) {
      return right;
    }
    Mutation kind = KINDS[random.nextInt(KINDS.length)];
    fresh.add(kind);
    return mutator.mutated(kind, request, right);
  }

  synchronized void spoil() {
    isSpoiling = true;
  }

  /** How replies were spoilt since the last call. */
  synchronized List<Mutation> take() {
    List<Mutation> taken = fresh;
    fresh = new ArrayList<>();
    return taken;
  }
}
