package io.conttune.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of every {@link ControllerRegister}, with the leases of the same store. */
public abstract class ControllerRegisterContract {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final ServingController A = new ServingController("a", List.of("orders"));
  private static final ServingController B =
      new ServingController("b", List.of("clicks\n\"", "orders"));

  /** The register under test. */
  protected abstract ControllerRegister register();

  /** The leases of the same store. */
  protected abstract LeaseStore leases();

  /** Returns when this time has passed by the store's clock. */
  protected abstract void pass(Duration time);

  @Test
  void tellsOfTheControllersInTheOrderInWhichTheyCame() {
    register().enter(B, LONG);
    register().enter(A, LONG);

    assertThat(register().enter(B, LONG).controllers()).containsExactly(B, A);
  }

  @Test
  void tellsOfTheJobsThatAControllerServesNow() {
    register().enter(A, LONG);
    ServingController more = new ServingController("a", List.of("clicks", "orders"));

    assertThat(register().enter(more, LONG).controllers()).containsExactly(more);
    assertThat(register().enter(B, LONG).controllers()).containsExactly(more, B);
  }

  @Test
  void forgetsAControllerWhoseTermIsOver() {
    register().enter(A, SHORT);
    register().enter(B, LONG);
    pass(SHORT);

    assertThat(register().enter(B, LONG).controllers()).containsExactly(B);
  }

  @Test
  void takesAControllerThatComesBackForANewOne() {
    register().enter(A, SHORT);
    register().enter(B, LONG);
    pass(SHORT);

    assertThat(register().enter(A, LONG).controllers()).containsExactly(B, A);
  }

  @Test
  void keepsAControllerThatEntersAgainInTime() {
    register().enter(A, SHORT);
    register().enter(A, LONG);
    pass(SHORT);

    assertThat(register().enter(B, LONG).controllers()).containsExactly(A, B);
  }

  @Test
  void forgetsAControllerThatLeaves() {
    register().enter(A, LONG);
    register().enter(B, LONG);

    register().leave("a");
    register().leave("a");

    assertThat(register().enter(B, LONG).controllers()).containsExactly(B);
  }

  @Test
  void tellsOfTheLeasesThatHaveNotExpiredWhoeverHasThem() {
    Lease held = taken("orders", "a", LONG);
    leases().release(taken("clicks", "a", LONG));
    taken("payments", "b", SHORT);
    Lease unknown = taken("returns", "nobody", LONG);
    pass(SHORT);

    assertThat(register().enter(A, LONG).held()).containsExactlyInAnyOrder(held, unknown);
  }

  private Lease taken(String job, String holder, Duration term) {
    return ((Claim.Granted) leases().take(job, holder, term)).lease();
  }
}
