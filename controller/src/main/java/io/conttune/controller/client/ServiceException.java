package io.conttune.controller.client;

import java.io.Serial;
import java.util.List;

/** Tells that the service did not answer, or refused a request. */
public final class ServiceException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient List<String> expected;

  /** The parties of which one must do something. */
  public enum Kind {
    /** The service, or the way to it. */
    SERVICE,
    /** Whoever asked: the request is wrong. */
    REQUEST
  }

  ServiceException(Kind kind, String message, List<String> expected) {
    super(message);
    this.kind = kind;
    this.expected = List.copyOf(expected);
  }

  /** Who must do something. */
  public Kind kind() {
    return kind;
  }

  /** The same with another message. */
  public ServiceException saying(String message) {
    return new ServiceException(kind, message, expected);
  }

  /** What the service would have understood; may be empty. */
  public List<String> expected() {
    return expected;
  }
}
