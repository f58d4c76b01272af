package io.conttune.controller.http;

import io.conttune.core.Case;
import java.util.Objects;

/**
 * Requests that are answered in the same way.
 *
 * @param method of the requests
 * @param path of the requests
 * @param role what a caller must be allowed to do
 * @param endpoint that answers them
 */
public record Route(Method method, PathTemplate path, Role role, Endpoint endpoint) {
  public Route {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(endpoint, "endpoint");
  }

  /** The two ways of answering. */
  public sealed interface Endpoint {
    /** The answer of the case that this is. */
    <R, X extends Exception> R match(Case<Single, R, X> single, Case<Stream, R, X> stream) throws X;
  }

  /** One reply for each request. */
  public record Single(Handler handler) implements Endpoint {
    @Override
    public <R, X extends Exception> R match(Case<Single, R, X> single, Case<Stream, R, X> stream)
        throws X {
      return single.of(this);
    }
  }

  /** A stream of events for each request. */
  public record Stream(EventSource events) implements Endpoint {
    @Override
    public <R, X extends Exception> R match(Case<Single, R, X> single, Case<Stream, R, X> stream)
        throws X {
      return stream.of(this);
    }
  }

  /** A probe, which needs no token. */
  public static Route open(String path, Handler handler) {
    return new Route(Method.GET, new PathTemplate(path), Role.ANYONE, new Single(handler));
  }

  /** A page that may be read. */
  public static Route view(String path, Handler handler) {
    return new Route(Method.GET, new PathTemplate(path), Role.VIEW, new Single(handler));
  }

  /** A stream of events that may be read. */
  public static Route stream(String path, EventSource events) {
    return new Route(Method.GET, new PathTemplate(path), Role.VIEW, new Stream(events));
  }

  /** An act by hand. */
  public static Route act(Method method, String path, Handler handler) {
    return new Route(method, new PathTemplate(path), Role.OPERATE, new Single(handler));
  }
}
