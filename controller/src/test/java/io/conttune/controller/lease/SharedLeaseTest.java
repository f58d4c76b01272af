package io.conttune.controller.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conttune.core.StoreUnavailableException;
import io.conttune.core.lease.Claim;
import io.conttune.core.lease.FakeLeaseStore;
import io.conttune.core.lease.Lease;
import io.conttune.core.lease.LeaseLostException;
import io.conttune.core.lease.LeaseStore;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SharedLeaseTest {
  private static final String JOB = "wordcount";
  private static final Duration TERM = Duration.ofSeconds(15);

  private static final SharedLease.Told LEAVE =
      new SharedLease.Told(false, true, Optional.empty(), 1);

  private final FakeLeaseStore store = new FakeLeaseStore();
  private final SharedLease lease = new SharedLease(store, JOB, "this:1", TERM);

  @Test
  void isHeldFromItsClaimOn() {
    Lease expected = new Lease(JOB, 1, "this:1");

    assertThat(lease.claim(() -> false)).isEqualTo(new LeaseStatus.Holding(expected));

    assertThat(lease.claim(() -> false)).isEqualTo(new LeaseStatus.Holding(expected));
    assertThat(lease.current()).isEqualTo(expected);
  }

  @Test
  void standsByWhileAnotherHasIt() {
    Lease other = store.seize(JOB, "other:2", TERM);

    assertThat(lease.claim(() -> false)).isEqualTo(new LeaseStatus.StandingBy(Optional.of(other)));

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(lease::current)
        .withMessage("the lease on job wordcount is not held");
    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::confirm);
  }

  @Test
  void isKeptByRenewing() {
    lease.claim(() -> false);
    store.pass(TERM.minusSeconds(1));
    lease.renew();
    store.pass(TERM.minusSeconds(1));

    assertThat(store.take(JOB, "other:2", TERM)).isInstanceOf(Claim.Refused.class);
  }

  /** A thread that renews must not hand a new epoch to a step that began under the old one. */
  @Test
  void isNotTakenAgainByRenewing() {
    lease.claim(() -> false);
    store.release(store.seize(JOB, "other:2", TERM));

    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::renew);
    lease.renew();

    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::confirm);
    assertThat(lease.claim(() -> false))
        .isEqualTo(new LeaseStatus.Holding(new Lease(JOB, 3, "this:1")));
  }

  @Test
  void isFreeAtOnceWhenItIsReleased() {
    lease.claim(() -> false);

    lease.release();

    assertThat(store.take(JOB, "other:2", TERM)).isInstanceOf(Claim.Granted.class);
    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::confirm);
  }

  @Test
  void isNotTakenWhenItIsNotItsTurn() {
    Lease other = new Lease(JOB, 7, "other:2");
    lease.tell(new SharedLease.Told(false, false, Optional.of(other), 1));

    assertThat(lease.claim(() -> false)).isEqualTo(new LeaseStatus.StandingBy(Optional.of(other)));

    assertThat(store.take(JOB, "other:2", TERM)).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void isLeftToOthersWhenItShouldBeAndNotTakenAgain() {
    lease.claim(() -> false);
    lease.tell(LEAVE);

    assertThat(lease.claim(() -> false))
        .isEqualTo(new LeaseStatus.HandedOver(new Lease(JOB, 1, "this:1")));

    assertThat(lease.claim(() -> false)).isEqualTo(new LeaseStatus.StandingBy(Optional.empty()));
    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::confirm);
    assertThat(store.take(JOB, "other:2", TERM)).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void isNotLeftWhileARescaleIsUnderWay() {
    LeaseStatus held = lease.claim(() -> false);
    lease.tell(LEAVE);

    assertThat(lease.claim(() -> true)).isEqualTo(held);
    assertThat(lease.isBusy()).isTrue();

    lease.tell(new SharedLease.Told(false, false, Optional.empty(), 1));
    assertThat(lease.claim(() -> false)).isEqualTo(held);
    assertThat(lease.isBusy()).isFalse();
  }

  @Test
  void isHeldAsLongAsTheStoreDoesNotTakeItBack() {
    SharedLease failing = new SharedLease(new FailingToRelease(), JOB, "this:1", TERM);
    LeaseStatus held = failing.claim(() -> false);
    failing.tell(LEAVE);

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> failing.claim(() -> false));

    failing.tell(new SharedLease.Told(false, false, Optional.empty(), 1));
    assertThat(failing.claim(() -> false)).isEqualTo(held);
    failing.confirm();
  }

  /** The same store, with a network that breaks at each release. */
  private final class FailingToRelease implements LeaseStore {
    @Override
    public Claim take(String jobName, String holder, Duration term) {
      return store.take(jobName, holder, term);
    }

    @Override
    public void renew(Lease lease, Duration term) {
      store.renew(lease, term);
    }

    @Override
    public void release(Lease lease) {
      store.release(lease);
      throw new StoreUnavailableException("the store is away");
    }
  }
}
