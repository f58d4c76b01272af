package io.conttune.benchmark.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.played.PlayedCluster;
import io.conttune.benchmark.played.PlayedReply;
import io.conttune.benchmark.played.PlayedReply.Delivery;
import io.conttune.benchmark.played.PlayedRequest;
import io.conttune.benchmark.played.TrueLoad;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplyMutatorTest {
  private static final long SEED = 3;
  private static final int TRIES = 50;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final PlayedCluster cluster =
      PlayedCluster.of(0, 2, number -> TrueLoad.steady(number, 3), () -> now);
  private final PlayedRequest details =
      new PlayedRequest("GET", "/jobs/" + cluster.ids().get(0), "");

  @ParameterizedTest
  @EnumSource(Mutation.class)
  void mostSpoiltRepliesAreNotTheRightOnes(Mutation mutation) throws IOException {
    ReplyMutator mutator = new ReplyMutator(new Random(SEED), RecordedReplies.load());
    PlayedRequest list = new PlayedRequest("GET", "/jobs/overview", "");
    mutator.remember(list, cluster.answer(list));
    mutator.remember(details, cluster.answer(details));
    now = now.plusSeconds(10);
    PlayedReply right = cluster.answer(details);

    int spoilt = 0;
    for (int i = 0; i < TRIES; i++) {
      spoilt += isSame(mutator.mutated(mutation, details, right), right) ? 0 : 1;
    }

    assertThat(spoilt).as("with seed %d", SEED).isGreaterThan(TRIES / 2);
  }

  private static boolean isSame(PlayedReply reply, PlayedReply right) {
    return reply.delivery() == Delivery.WHOLE
        && reply.status() == right.status()
        && reply.contentType().equals(right.contentType())
        && Arrays.equals(reply.body(), right.body());
  }
}
