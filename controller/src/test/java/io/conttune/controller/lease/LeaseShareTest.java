package io.conttune.controller.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.lease.FakeLeaseStore;
import io.conttune.core.lease.Lease;
import io.conttune.core.lease.LeaseLostException;
import io.conttune.core.lease.LeaseShares;
import io.conttune.core.lease.ServingController;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Controllers that share jobs, each step of them in an order that chance gives. */
final class LeaseShareTest {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration TERM = Duration.ofSeconds(15);
  private static final Duration PRESENCE = Duration.ofSeconds(10);
  private static final int RENEW_EVERY = 5;

  /** Until a lease has expired, was seen to be free, and was taken. */
  private static final int TAKE_OVER = 18;

  /** For as many quarters of the leases as have to be handed over. */
  private static final int EVEN = TAKE_OVER + 12;

  private final FakeLeaseStore store = new FakeLeaseStore();
  private final List<Controller> controllers = new ArrayList<>();
  private int round;
  private int started;

  /** One process, whose loops claim between their steps. */
  private final class Controller {
    private final String name = "controller-" + started++;
    private final LeaseShare share = new LeaseShare(store, name, PRESENCE);
    private final List<SharedLease> leases = new ArrayList<>();
    private Set<String> rescaling = Set.of();

    Controller(List<String> jobs) {
      for (String job : jobs) {
        SharedLease lease = new SharedLease(store, job, name, TERM);
        leases.add(lease);
        share.add(lease);
      }
    }

    void look() {
      share.look();
    }

    void claim(Random random) {
      Collections.shuffle(leases, random);
      for (SharedLease lease : leases) {
        lease.claim(() -> rescaling.contains(lease.jobName()));
      }
    }

    void renew() {
      for (SharedLease lease : leases) {
        try {
          lease.renew();
        } catch (LeaseLostException e) {
          throw new AssertionError(name + " renews in time", e);
        }
      }
    }
  }

  static List<Long> seeds() {
    return IntStream.range(0, 20).mapToObj(Long::valueOf).toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void controllersThatServeTheSameJobsComeToHaveAsManyAndThenNothingMoves(long seed) {
    Random random = new Random(seed);
    List<String> jobs = jobs(1 + random.nextInt(120));
    for (int change = 0; change < 6; change++) {
      if (controllers.size() < 2 || random.nextBoolean()) {
        controllers.add(new Controller(jobs));
      } else {
        controllers.remove(random.nextInt(controllers.size()));
      }
      pass(EVEN, random);

      Map<String, Lease> held = held();
      assertThat(held.keySet()).as("jobs").containsExactlyInAnyOrderElementsOf(jobs);
      Map<String, Long> counts = counts(held);
      int least = jobs.size() / controllers.size();
      assertThat(counts.values()).as("of each").allMatch(of -> of == least || of == least + 1);
      pass(RENEW_EVERY * 4, random);
      assertThat(held()).as("still").isEqualTo(held);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyJobThatSomebodyServesHasAControllerAndIsLeftInPeace(long seed) {
    Random random = new Random(seed);
    List<String> all = jobs(60);
    Set<String> served = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      List<String> some = all.stream().filter(job -> random.nextInt(3) > 0).toList();
      served.addAll(some);
      controllers.add(new Controller(some));
    }
    pass(EVEN, random);

    Map<String, Lease> held = held();
    assertThat(held.keySet()).isEqualTo(served);
    pass(RENEW_EVERY * 4, random);
    assertThat(held()).isEqualTo(held);
  }

  @Test
  void aDeadControllersJobsAreTakenOverEvenlyAfterOneTerm() {
    Random random = new Random(1);
    for (int i = 0; i < 3; i++) {
      controllers.add(new Controller(jobs(90)));
    }
    pass(EVEN, random);
    Controller dead = controllers.remove(1);

    pass(TAKE_OVER, random);

    assertThat(counts(held()).values()).containsExactly(45L, 45L);
    assertThat(counts(held())).doesNotContainKey(dead.name);
  }

  @Test
  void aJobInARescaleIsKeptAndAnotherIsLeftInItsPlace() {
    Random random = new Random(1);
    Controller first = new Controller(jobs(10));
    controllers.add(first);
    pass(2, random);
    first.rescaling = Set.of("job 0", "job 1", "job 2", "job 3", "job 4");
    controllers.add(new Controller(jobs(10)));

    pass(EVEN, random);

    Map<String, Lease> held = held();
    assertThat(counts(held).values()).containsExactly(5L, 5L);
    assertThat(first.rescaling).allMatch(job -> held.get(job).holder().equals(first.name));
  }

  @Test
  void knowsHowManyStandByOnEachJob() {
    Random random = new Random(1);
    SharedLease lease = new SharedLease(store, "job 0", "this", TERM);
    LeaseShare share = new LeaseShare(store, "this", PRESENCE);
    share.add(lease);
    share.look();
    assertThat(lease.standbys()).isEqualTo(1);

    controllers.add(new Controller(jobs(1)));
    controllers.add(new Controller(jobs(2)));
    controllers.add(new Controller(List.of("another")));
    pass(1, random);
    share.look();

    assertThat(lease.standbys()).isEqualTo(2);
  }

  /** As if its loops hung. */
  @Test
  void whatAControllerDoesNotTakeThoughItIsThereAnotherTakes() {
    Random random = new Random(1);
    store.enter(new ServingController("idle", jobs(10)), Duration.ofDays(1));
    controllers.add(new Controller(jobs(10)));

    pass(EVEN, random);

    Map<String, Lease> held = held();
    assertThat(held).hasSize(10);
    pass(EVEN, random);
    assertThat(held()).isEqualTo(held);
  }

  @Test
  void whoLeavesIsGivenNothing() {
    Random random = new Random(1);
    controllers.add(new Controller(jobs(10)));
    pass(2, random);
    Controller second = new Controller(jobs(10));
    second.look();
    second.share.leave();

    pass(RENEW_EVERY, random);

    assertThat(counts(held())).containsExactly(Map.entry("controller-0", 10L));
  }

  /** The time of so many looks passes; in each, all look and claim in some order. */
  private void pass(int looks, Random random) {
    for (int i = 0; i < looks; i++) {
      List<Runnable> acts = new ArrayList<>();
      for (Controller controller : controllers) {
        acts.add(controller::look);
        acts.add(() -> controller.claim(random));
      }
      Collections.shuffle(acts, random);
      acts.forEach(Runnable::run);
      if (round++ % RENEW_EVERY == 0) {
        controllers.forEach(Controller::renew);
      }
      store.pass(LOOK);
    }
  }

  private Map<String, Lease> held() {
    LeaseShares shares = store.enter(new ServingController("observer", List.of()), LOOK);
    store.leave("observer");
    return shares.held().stream().collect(Collectors.toMap(Lease::jobName, Function.identity()));
  }

  private Map<String, Long> counts(Map<String, Lease> held) {
    Map<String, Long> counts = new HashMap<>();
    controllers.forEach(controller -> counts.put(controller.name, 0L));
    held.values().forEach(lease -> counts.merge(lease.holder(), 1L, Long::sum));
    return counts;
  }

  private static List<String> jobs(int number) {
    return IntStream.range(0, number).mapToObj(i -> "job " + i).toList();
  }
}
