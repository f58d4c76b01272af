package io.conttune.controller.webhook;

import io.conttune.controller.post.JsonPost;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Sends events to one address, each once. */
final class WebhookRequest implements Receiver {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int FAILED = 500;

  private final JsonPost address;
  private final Duration timeout;

  /**
   * Sends to this address.
   *
   * @param timeout the longest time until an answer
   */
  WebhookRequest(JsonPost address, Duration timeout) {
    this.address = address;
    this.timeout = timeout;
  }

  @Override
  public Delivery send(String json) throws InterruptedException {
    try {
      return of(address.send(json, timeout, BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return Delivery.later(
          Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()));
    }
  }

  private static Delivery of(int status) {
    if (status / 100 == 2) {
      return Delivery.TAKEN;
    }
    String reason = "the answer has the status " + status;
    boolean mayPass = status == REQUEST_TIMEOUT || status == TOO_MANY || status >= FAILED;
    return mayPass ? Delivery.later(reason) : Delivery.refused(reason);
  }
}
