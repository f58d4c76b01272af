package io.conttune.controller.lease;

import io.conttune.core.lease.Lease;
import io.conttune.core.lease.LeaseShares;
import io.conttune.core.lease.ServingController;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The part of one controller in sharing the leases evenly. Every controller shares out all of them
 * in its mind, from what the store tells all, and does its own part of that. So they agree without
 * a word, as long as they know the same; and a lease is only ever had by who takes it in the store.
 *
 * <p>A free lease goes to the controller that has the fewest, of those that serve the job. Then one
 * that has at least two more than another leaves it some. A difference of one stays, so nothing
 * moves to and fro.
 *
 * @param take jobs whose leases are free, and this controller's to take
 * @param leave jobs whose leases this controller has, and should leave to others
 */
record ShareOut(Set<String> take, Set<String> leave) {
  /** More than this are only left at a time if they are few among those that are held. */
  private static final int FEW = 10;

  private static final int PARTS = 4;

  ShareOut {
    take = Set.copyOf(take);
    leave = Set.copyOf(leave);
  }

  /**
   * The part of this controller.
   *
   * @param self its name
   * @param shares what the store tells; other controllers may be missing
   * @param busy jobs whose leases it cannot leave now
   */
  static ShareOut of(String self, LeaseShares shares, Set<String> busy) {
    Hands hands = new Hands(shares);
    Set<String> take = new HashSet<>();
    for (String job : hands.free(shares)) {
      ServingController next = hands.fewest(job).orElseThrow();
      hands.add(next.name());
      if (next.name().equals(self)) {
        take.add(job);
      }
    }
    hands.keep(self, busy);
    int most = Math.max(FEW, hands.count(self) / PARTS);
    Set<String> leave = new HashSet<>();
    Optional<Move> move = hands.move();
    while (move.isPresent() && leave.size() < most) {
      if (move.get().from().equals(self)) {
        leave.add(move.get().job());
      }
      move = hands.move();
    }
    return new ShareOut(take, leave);
  }

  /** A lease that goes from one controller to another. */
  private record Move(String job, String from, String to) {}

  /** The leases of each controller, counted, and those of them that it could leave. */
  private static final class Hands {
    private final List<ServingController> controllers;
    private final Map<String, Set<String>> served = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Deque<String>> movable = new HashMap<>();

    Hands(LeaseShares shares) {
      controllers = shares.controllers();
      for (ServingController controller : controllers) {
        served.put(controller.name(), Set.copyOf(controller.jobs()));
        counts.put(controller.name(), 0);
        movable.put(controller.name(), new ArrayDeque<>());
      }
      shares.held().stream()
          .filter(lease -> counts.containsKey(lease.holder()))
          .sorted(Comparator.comparing(Lease::jobName))
          .forEach(
              lease -> {
                add(lease.holder());
                movable.get(lease.holder()).add(lease.jobName());
              });
    }

    /** The jobs of these controllers that nobody has. */
    Set<String> free(LeaseShares shares) {
      Set<String> free = new TreeSet<>();
      controllers.forEach(controller -> free.addAll(controller.jobs()));
      free.removeAll(shares.held().stream().map(Lease::jobName).collect(Collectors.toSet()));
      return free;
    }

    /** Of those with the fewest leases that serve the job, the one that came first. */
    Optional<ServingController> fewest(String job) {
      return controllers.stream()
          .filter(controller -> served.get(controller.name()).contains(job))
          .min(Comparator.comparingInt(controller -> counts.get(controller.name())));
    }

    void add(String name) {
      counts.merge(name, 1, Integer::sum);
    }

    int count(String name) {
      return counts.getOrDefault(name, 0);
    }

    void keep(String name, Set<String> busy) {
      movable.getOrDefault(name, new ArrayDeque<>()).removeAll(busy);
    }

    /** Moves a lease from who has most to who has fewest and serves its job, if that evens out. */
    Optional<Move> move() {
      List<ServingController> byCount =
          controllers.stream()
              .sorted(Comparator.comparingInt(controller -> counts.get(controller.name())))
              .toList();
      for (int most = byCount.size() - 1; most > 0; most--) {
        String from = byCount.get(most).name();
        for (int least = 0; least < most; least++) {
          String to = byCount.get(least).name();
          if (counts.get(from) - counts.get(to) < 2) {
            break;
          }
          Optional<String> job =
              movable.get(from).stream().filter(served.get(to)::contains).findFirst();
          if (job.isPresent()) {
            movable.get(from).remove(job.get());
            counts.merge(from, -1, Integer::sum);
            add(to);
            return Optional.of(new Move(job.get(), from, to));
          }
        }
      }
      return Optional.empty();
    }
  }
}
