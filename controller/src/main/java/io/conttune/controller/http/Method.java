package io.conttune.controller.http;

import java.util.Arrays;
import java.util.Optional;

/** The methods of HTTP that the service answers. HEAD is a GET whose reply has no body. */
public enum Method {
  GET,
  POST,
  PUT,
  DELETE;

  static final String HEAD = "HEAD";

  /** The method of this name; empty if it is never answered. */
  static Optional<Method> of(String name) {
    String asked = name.equals(HEAD) ? GET.name() : name;
    return Arrays.stream(values()).filter(method -> method.name().equals(asked)).findFirst();
  }

  /** Whether a request of this method may carry a body. */
  boolean mayHaveBody() {
    return this == POST || this == PUT;
  }
}
