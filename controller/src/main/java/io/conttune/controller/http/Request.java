package io.conttune.controller.http;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A request that was let in.
 *
 * @param method of it; a HEAD is a GET here
 * @param path as the client has sent it
 * @param parameters texts of the path, by the name in its template
 * @param query texts behind the question mark, by name; the last one of a name counts
 * @param body empty if there is none
 * @param role what the caller may do
 */
public record Request(
    Method method,
    String path,
    Map<String, String> parameters,
    Map<String, String> query,
    String body,
    Role role) {
  public Request {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(path, "path");
    parameters = Map.copyOf(parameters);
    query = Map.copyOf(query);
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(role, "role");
  }

  /**
   * The text in the place of this name in the path.
   *
   * @throws IllegalArgumentException if the route's template does not have the name
   */
  public String parameter(String name) {
    return Optional.ofNullable(parameters.get(name))
        .orElseThrow(() -> new IllegalArgumentException("the route has no parameter " + name));
  }

  /** The text of this name behind the question mark. */
  public Optional<String> queried(String name) {
    return Optional.ofNullable(query.get(name));
  }
}
