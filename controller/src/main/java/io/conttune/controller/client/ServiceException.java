package io.conttune.controller.client;

import java.io.Serial;
import java.util.List;

/** Tells that the service did not answer, or refused a request. */
public final class ServiceException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String code;
  private final transient List<String> expected;

  /** The parties of which one must do something. */
  public enum Kind {
    /** The service, or the way to it. */
    SERVICE,
    /** Whoever asked: the request is wrong. */
    REQUEST
  }

  /** Tells that there is no answer of a service, or not the one that was needed. */
  public ServiceException(Kind kind, String message) {
    this(kind, "", message, List.of());
  }

  /**
   * Tells that the service has refused a request.
   *
   * @param code the name that it gives to the problem
   */
  ServiceException(Kind kind, String code, String message, List<String> expected) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.expected = List.copyOf(expected);
  }

  /** Who must do something. */
  public Kind kind() {
    return kind;
  }

  /** Whether the service has refused the request for the problem of this name. */
  public boolean isFor(String problem) {
    return code.equals(problem);
  }

  /** The same with another message. */
  public ServiceException saying(String message) {
    return new ServiceException(kind, code, message, expected);
  }

  /** What the service would have understood; may be empty. */
  public List<String> expected() {
    return expected;
  }
}
