package io.conttune.benchmark.sharing;

import io.conttune.benchmark.played.PlayedApi;
import io.conttune.benchmark.played.PlayedCluster;
import io.conttune.benchmark.played.PlayedJob;
import io.conttune.benchmark.played.PlayedReply;
import io.conttune.benchmark.played.PlayedRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A cluster as one controller reaches it: notes when the controller looks at a job, and when it
 * changes one.
 *
 * @param controller its number
 * @param cluster that the others reach by other addresses
 * @param names of the cluster's jobs, by id
 * @param looks takes the looks
 * @param acts takes the changes
 */
record WatchedCluster(
    int controller,
    PlayedCluster cluster,
    Map<String, String> names,
    Queue<Visit> looks,
    Queue<Visit> acts)
    implements PlayedApi {
  private static final String JOBS = "/jobs/";

  WatchedCluster(int controller, PlayedCluster cluster, Map<String, String> names) {
    this(controller, cluster, names, new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
  }

  /** The names of so many jobs by their ids. */
  static Map<String, String> names(PlayedCluster cluster, int from) {
    Map<String, String> names = new HashMap<>();
    for (String id : cluster.ids()) {
      names.put(id, PlayedJob.name(from + names.size()));
    }
    return Map.copyOf(names);
  }

  @Override
  public PlayedReply answer(PlayedRequest request) {
    note(request);
    return cluster.answer(request);
  }

  private void note(PlayedRequest request) {
    String path = request.path();
    if (!path.startsWith(JOBS)) {
      return;
    }
    String id = path.substring(JOBS.length()).replaceFirst("/.*", "");
    Visit visit =
        new Visit(System.currentTimeMillis(), controller, names.getOrDefault(id, "unknown " + id));
    if (!request.isRead()) {
      acts.add(visit);
    } else if (path.length() == JOBS.length() + id.length() && names.containsKey(id)) {
      looks.add(visit);
    }
  }
}
