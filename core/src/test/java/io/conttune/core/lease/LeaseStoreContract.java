package io.conttune.core.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The contract of every {@link LeaseStore}. */
public abstract class LeaseStoreContract {
  private static final String JOB = "wordcount";
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(100);

  /** The store under test. */
  protected abstract LeaseStore store();

  /** Returns when this time has passed by the store's clock. */
  protected abstract void pass(Duration time);

  @Test
  void givesTheLeaseOnAJobToTheFirstWhoAsks() {
    Lease lease = taken("a", LONG);

    assertThat(lease).isEqualTo(new Lease(JOB, 1, "a"));
    assertThat(store().take(JOB, "b", LONG)).isEqualTo(new Claim.Refused(lease));
  }

  @Test
  void refusesEvenItsHolderASecondOne() {
    Lease lease = taken("a", LONG);

    assertThat(store().take(JOB, "a", LONG)).isEqualTo(new Claim.Refused(lease));
  }

  @Test
  void givesAnExpiredLeaseToTheNextInAHigherEpoch() {
    taken("a", SHORT);
    pass(SHORT);

    assertThat(taken("b", LONG)).isEqualTo(new Lease(JOB, 2, "b"));
  }

  @Test
  void keepsALeaseThatIsRenewed() {
    Lease lease = taken("a", SHORT);
    store().renew(lease, LONG);
    pass(SHORT);

    assertThat(store().take(JOB, "b", LONG)).isEqualTo(new Claim.Refused(lease));
  }

  @Test
  void renewsALeaseThatHasExpiredIfNobodyTookIt() {
    Lease lease = taken("a", SHORT);
    pass(SHORT);

    store().renew(lease, LONG);

    assertThat(store().take(JOB, "b", LONG)).isEqualTo(new Claim.Refused(lease));
  }

  @Test
  void doesNotRenewALeaseThatWasLostAndSaysToWhom() {
    Lease lost = taken("a", SHORT);
    pass(SHORT);
    Lease other = taken("b", LONG);

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> store().renew(lost, LONG))
        .withMessage("the lease on job wordcount (epoch 1) was lost to b (epoch 2)");

    store().renew(other, LONG);
  }

  @Test
  void givesALeaseThatWasReleasedToTheNextAtOnce() {
    store().release(taken("a", LONG));

    assertThat(taken("b", LONG).epoch()).isEqualTo(2);
  }

  @Test
  void leavesTheLeaseOfAnotherWhenALostOneIsReleased() {
    Lease lost = taken("a", SHORT);
    pass(SHORT);
    Lease other = taken("b", LONG);

    store().release(lost);

    assertThat(store().take(JOB, "c", LONG)).isEqualTo(new Claim.Refused(other));
  }

  @Test
  void keepsJobsApart() {
    taken("a", LONG);

    assertThat(store().take("sessions", "b", LONG))
        .isEqualTo(new Claim.Granted(new Lease("sessions", 1, "b")));
  }

  private Lease taken(String holder, Duration term) {
    Claim claim = store().take(JOB, holder, term);
    assertThat(claim).isInstanceOf(Claim.Granted.class);
    return ((Claim.Granted) claim).lease();
  }
}
