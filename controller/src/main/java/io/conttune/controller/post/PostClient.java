package io.conttune.controller.post;

import java.net.http.HttpClient;
import java.util.Optional;

/**
 * The client that many addresses share: each client has a thread of its own, and a thousand jobs
 * may ask one server. It is made when something is posted first. Safe for several threads.
 */
public final class PostClient {
  private Optional<HttpClient> made = Optional.empty();

  /** One that has no thread yet. */
  public PostClient() {}

  synchronized HttpClient client() {
    HttpClient client = made.orElseGet(HttpClient::newHttpClient);
    made = Optional.of(client);
    return client;
  }
}
