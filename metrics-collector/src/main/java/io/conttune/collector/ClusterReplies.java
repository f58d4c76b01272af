package io.conttune.collector;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Replies that tell of a whole cluster, such as its list of jobs, which the looks at its jobs share
 * for a while. Nothing that is acted on may come from here. Threads may share one; while one of
 * them asks, the others wait for its reply, or for its failure.
 */
public final class ClusterReplies {
  private final FlinkRest flink;
  private final SteadyClock clock;
  private final Map<String, Shared> byPath = new ConcurrentHashMap<>();

  /** Replies of the cluster that this client reaches. */
  public ClusterReplies(FlinkRest flink, SteadyClock clock) {
    this.flink = flink;
    this.clock = clock;
  }

  /** The client of the cluster, for all that is asked anew. */
  public FlinkRest flink() {
    return flink;
  }

  /**
   * One reply.
   *
   * @param answered by Flink
   * @param isNew whether Flink was asked for it just now
   */
  record Reply(FlinkReply.Answered answered, boolean isNew) {}

  /** The last reply at one path, and when it was asked for. */
  private final class Shared {
    private final String path;
    private Optional<FlinkReply.Answered> last = Optional.empty();
    private Stopwatch asked = Stopwatch.start(clock);
    private Optional<FlinkUnavailableException> failure = Optional.empty();
    private final AtomicInteger failures = new AtomicInteger();

    Shared(String path) {
      this.path = path;
    }

    Reply within(Duration age) throws FlinkUnavailableException {
      int before = failures.get();
      synchronized (this) {
        if (failures.get() != before) {
          // Asked while this one waited: to ask again, one by one, would take a deadline each.
          throw new FlinkUnavailableException(
              failure.orElseThrow().getMessage(), failure.orElseThrow());
        }
        return reply(age);
      }
    }

    private Reply reply(Duration age) throws FlinkUnavailableException {
      return last.isPresent() && !asked.hasRunFor(age)
          ? new Reply(last.get(), false)
          : new Reply(anew(), true);
    }

    private FlinkReply.Answered anew() throws FlinkUnavailableException {
      last = Optional.empty();
      // Before the request: a reply is at least as new as that.
      asked = Stopwatch.start(clock);
      try {
        FlinkReply.Answered answered = flink.fetch(path);
        last = Optional.of(answered);
        return answered;
      } catch (FlinkUnavailableException notAnswered) {
        failure = Optional.of(notAnswered);
        failures.incrementAndGet();
        throw notAnswered;
      }
    }
  }

  /**
   * The reply at a path, asked for less than this time ago.
   *
   * @throws FlinkUnavailableException if the cluster has to be asked and does not answer so
   */
  Reply within(Duration age, String path) throws FlinkUnavailableException {
    return byPath.computeIfAbsent(path, Shared::new).within(age);
  }

  /**
   * The reply at a path, asked for now; others may share it from now on.
   *
   * @throws FlinkUnavailableException if the cluster does not answer so
   */
  FlinkReply.Answered anew(String path) throws FlinkUnavailableException {
    return within(Duration.ZERO, path).answered();
  }
}
