package io.conttune.controller.http;

/** Port: answers the requests to one path. Several threads may call it at a time. */
@FunctionalInterface
public interface Handler {
  /** The reply to a GET request. */
  Reply get();
}
