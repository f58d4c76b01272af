package io.conttune.controller.http;

/** Port: answers the requests of one route. Several threads may call it at a time. */
@FunctionalInterface
public interface Handler {
  /**
   * The reply to a request.
   *
   * @throws ProblemException if the request cannot be answered; its problem becomes the reply
   */
  Reply answer(Request request) throws ProblemException;
}
