package io.conttune.controller.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.lease.Lease;
import io.conttune.core.lease.LeaseShares;
import io.conttune.core.lease.ServingController;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShareOutTest {
  private final Map<String, List<String>> served = new TreeMap<>();
  private final List<Lease> held = new ArrayList<>();

  @Test
  void theOnlyControllerTakesWhatIsFree() {
    served.put("a", jobs(0, 5));
    holds("a", 0, 2);
    // Of a controller that died a moment ago.
    holds("gone", 2, 3);

    assertThat(of("a")).isEqualTo(new ShareOut(Set.of("job03", "job04"), Set.of()));
  }

  @Test
  void freeLeasesAreSharedAmongThoseThatAreThere() {
    serve(9, "a", "b", "c");
    holds("a", 0, 4);

    assertThat(of("a").take()).isEmpty();
    assertThat(of("b").take()).containsExactlyInAnyOrder("job04", "job06", "job08");
    assertThat(of("c").take()).containsExactlyInAnyOrder("job05", "job07");
  }

  @Test
  void whoComesGetsAnEqualPartOfEach() {
    serve(12, "a", "b", "c", "d");
    holds("a", 0, 4);
    holds("b", 4, 8);
    holds("c", 8, 12);

    assertThat(of("a").leave()).hasSize(1);
    assertThat(of("b").leave()).hasSize(1);
    assertThat(of("c").leave()).hasSize(1);
    assertThat(of("d")).isEqualTo(new ShareOut(Set.of(), Set.of()));
  }

  @Test
  void aDifferenceOfOneStays() {
    serve(31, "a", "b", "c");
    holds("a", 0, 10);
    holds("b", 10, 21);
    holds("c", 21, 31);

    assertThat(of("b").leave()).isEmpty();
  }

  @Test
  void whatIsBusyIsNotLeft() {
    serve(4, "a", "b");
    holds("a", 0, 4);

    assertThat(ShareOut.of("a", shares(), Set.of("job00", "job01")).leave())
        .containsExactlyInAnyOrder("job02", "job03");
    assertThat(ShareOut.of("a", shares(), Set.copyOf(jobs(0, 4))).leave()).isEmpty();
  }

  @Test
  void ofVeryManyAFourthIsLeftAtATime() {
    serve(100, "a", "b");
    holds("a", 0, 100);

    assertThat(of("a").leave()).hasSize(25);
  }

  @Test
  void aLeaseIsOnlyLeftToWhoServesItsJob() {
    served.put("a", jobs(0, 10));
    served.put("b", jobs(8, 12));
    holds("a", 0, 10);

    assertThat(of("b").take()).containsExactlyInAnyOrder("job10", "job11");
    assertThat(of("a").leave()).containsExactlyInAnyOrder("job08", "job09");
  }

  @Test
  void aJobThatOneControllerServesIsItsToTakeHoweverManyItHas() {
    served.put("a", jobs(0, 11));
    served.put("b", jobs(0, 5));
    holds("a", 0, 10);

    assertThat(of("a").take()).containsExactly("job10");
  }

  private ShareOut of(String self) {
    return ShareOut.of(self, shares(), Set.of());
  }

  private LeaseShares shares() {
    return new LeaseShares(
        served.entrySet().stream()
            .map(entry -> new ServingController(entry.getKey(), entry.getValue()))
            .toList(),
        held);
  }

  private void serve(int jobs, String... controllers) {
    for (String controller : controllers) {
      served.put(controller, jobs(0, jobs));
    }
  }

  private void holds(String controller, int from, int to) {
    jobs(from, to).forEach(job -> held.add(new Lease(job, 1, controller)));
  }

  private static List<String> jobs(int from, int to) {
    return IntStream.range(from, to).mapToObj("job%02d"::formatted).toList();
  }
}
