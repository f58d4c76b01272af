package io.conttune.benchmark.fuzz;

import io.conttune.benchmark.run.ScratchDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Episodes one after another, each with stores and loops of its own.
 *
 * @param seed of the first episode; each further one has the next
 * @param replies to spoil in all, at least 1
 */
record FuzzRun(long seed, int replies) {
  private static final int OF_EPISODE = 250;

  /** So that a third of the looks stay right, and the loops go on deciding. */
  private static final double SHARE = 0.15;

  /** What is to be run. */
  List<FuzzEpisode> episodes() {
    List<FuzzEpisode> episodes = new ArrayList<>();
    for (int done = 0; done < replies; done += OF_EPISODE) {
      episodes.add(
          new FuzzEpisode(seed + episodes.size(), Math.min(OF_EPISODE, replies - done), SHARE));
    }
    return episodes;
  }

  /** Runs them all. */
  FuzzResult result() throws IOException {
    RecordedReplies recorded = RecordedReplies.load();
    FuzzResult result = FuzzResult.NONE;
    try (ScratchDirectory scratch = ScratchDirectory.temporary("conttune-fuzz-")) {
      for (FuzzEpisode episode : episodes()) {
        result = result.plus(episode.run(recorded, scratch.path()));
      }
    }
    return result;
  }
}
