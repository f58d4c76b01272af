package io.conttune.core.steering;

import io.conttune.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * An order as somebody has given it.
 *
 * @param id 32 hexadecimal digits; a rescale that the order asks for has the same id, so that it is
 *     never begun twice
 * @param jobName of the job that it concerns; empty if it concerns every job
 * @param order what is to be done
 * @param author who has given it
 * @param reason why, for a person
 * @param at time of day when it was given, for a person
 * @param lasts the time for which it holds; empty for no end, and of an order that ends another
 */
public record GivenOrder(
    String id,
    Optional<String> jobName,
    Order order,
    String author,
    String reason,
    Instant at,
    Optional<Duration> lasts) {
  public GivenOrder {
    Require.text("id of an order", id);
    Objects.requireNonNull(order, "order");
    Require.text("author", author);
    Require.text("reason", reason);
    Objects.requireNonNull(at, "at");
    lasts.ifPresent(time -> Require.atLeast("time of an order", Duration.ofSeconds(1), time));
    if (lasts.isPresent() && !order.mayExpire()) {
      throw new IllegalArgumentException(
          "%s ends another order at once, expected no time for it".formatted(order.word()));
    }
    if (order.concernsAllJobs() != jobName.isEmpty()) {
      throw new IllegalArgumentException(
          order.concernsAllJobs()
              ? order.word() + " concerns every job, expected no job"
              : order.word() + " concerns one job, expected its name");
    }
  }

  /** The time of day at which it ends by itself, for a person; empty if it does not. */
  public Optional<Instant> until() {
    return lasts.map(time -> at.plus(time).truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Who has given it, until when it holds and why, for a sentence that says first what it does.
   *
   * @param end what ends it if no time does, such as {@code it is resumed}
   */
  public String givenBy(String end) {
    return "by %s until %s, reason: %s"
        .formatted(author, until().map(Instant::toString).orElse(end), reason);
  }
}
