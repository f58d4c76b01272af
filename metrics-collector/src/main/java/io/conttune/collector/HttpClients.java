package io.conttune.collector;

import java.io.IOException;
import java.net.http.HttpClient;

/** Provides the HTTP client for the next request, which changes when certificates do. */
@FunctionalInterface
interface HttpClients {
  /**
   * The client to send the next request with.
   *
   * @throws IOException if it needs certificates that cannot be read
   */
  HttpClient current() throws IOException;
}
