package io.conttune.controller.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conttune.core.lease.Claim;
import io.conttune.core.lease.FakeLeaseStore;
import io.conttune.core.lease.Lease;
import io.conttune.core.lease.LeaseLostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SharedLeaseTest {
  private static final String JOB = "wordcount";
  private static final Duration TERM = Duration.ofSeconds(15);

  private final FakeLeaseStore store = new FakeLeaseStore();
  private final SharedLease lease = new SharedLease(store, JOB, "this:1", TERM);

  @Test
  void isHeldFromItsClaimOn() {
    Lease expected = new Lease(JOB, 1, "this:1");

    assertThat(lease.claim()).isEqualTo(new LeaseStatus.Holding(expected));

    assertThat(lease.claim()).isEqualTo(new LeaseStatus.Holding(expected));
    assertThat(lease.current()).isEqualTo(expected);
  }

  @Test
  void standsByWhileAnotherHasIt() {
    Lease other = store.seize(JOB, "other:2", TERM);

    assertThat(lease.claim()).isEqualTo(new LeaseStatus.StandingBy(other));

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(lease::current)
        .withMessage("the lease on job wordcount is not held");
    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::confirm);
  }

  @Test
  void isKeptByRenewing() {
    lease.claim();
    store.pass(TERM.minusSeconds(1));
    lease.renew();
    store.pass(TERM.minusSeconds(1));

    assertThat(store.take(JOB, "other:2", TERM)).isInstanceOf(Claim.Refused.class);
  }

  /** A thread that renews must not hand a new epoch to a step that began under the old one. */
  @Test
  void isNotTakenAgainByRenewing() {
    lease.claim();
    store.release(store.seize(JOB, "other:2", TERM));

    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::renew);
    lease.renew();

    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::confirm);
    assertThat(lease.claim()).isEqualTo(new LeaseStatus.Holding(new Lease(JOB, 3, "this:1")));
  }

  @Test
  void isFreeAtOnceWhenItIsReleased() {
    lease.claim();

    lease.release();

    assertThat(store.take(JOB, "other:2", TERM)).isInstanceOf(Claim.Granted.class);
    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::confirm);
  }
}
