package io.conttune.benchmark.played;

import java.nio.charset.StandardCharsets;

/** The answer to a request, and what becomes of it on its way. */
public final class PlayedReply {
  private static final String JSON = "application/json; charset=UTF-8";

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Delivery delivery;

  private PlayedReply(int status, String contentType, byte[] body, Delivery delivery) {
    this.status = status;
    this.contentType = contentType;
    this.body = body.clone();
    this.delivery = delivery;
  }

  /** The part of an answer that arrives. */
  public enum Delivery {
    /** All of it. */
    WHOLE,
    /** Half of it; then the connection is closed. */
    HALF,
    /** Nothing, and the connection is closed. */
    CLOSED,
    /** Nothing, and the connection stays until the client gives it up. */
    NEVER
  }

  /** JSON with status 200. */
  public static PlayedReply json(String body) {
    return json(200, body);
  }

  /** JSON with any status. */
  public static PlayedReply json(int status, String body) {
    return of(status, JSON, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Any bytes, which arrive in full. */
  public static PlayedReply of(int status, String contentType, byte[] body) {
    return new PlayedReply(status, contentType, body, Delivery.WHOLE);
  }

  /** An error in the words of Flink, with line breaks written as in JSON. */
  public static PlayedReply error(int status, String message) {
    return json(status, "{\"errors\":[\"" + message + "\"]}");
  }

  /** The same answer, of which this arrives. */
  public PlayedReply delivered(Delivery otherwise) {
    return new PlayedReply(status, contentType, body, otherwise);
  }

  /** Its status of HTTP. */
  public int status() {
    return status;
  }

  /** The type of its content, as its header tells it. */
  public String contentType() {
    return contentType;
  }

  /** What of it arrives. */
  public Delivery delivery() {
    return delivery;
  }

  /** Its bytes, which need be no text. */
  public byte[] body() {
    return body.clone();
  }

  /** Its body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
