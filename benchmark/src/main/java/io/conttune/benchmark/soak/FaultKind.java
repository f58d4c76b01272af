package io.conttune.benchmark.soak;

import io.conttune.benchmark.played.PlayedReply;
import io.conttune.benchmark.played.PlayedReply.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The faults of a cluster, as whoever asks it sees them. */
enum FaultKind {
  ERROR_500("500"),
  UNAVAILABLE_503("503 of a proxy"),
  HANG("hang"),
  GARBAGE("garbage"),
  TRUNCATED("truncated JSON"),
  CLOSED("connection closed"),
  MISSING("missing job"),
  DOWN("cluster down");

  private static final String PAGE =
      "<html><head><title>503 Service Temporarily Unavailable</title></head></html>";
  private static final int GARBAGE_BYTES = 300;

  private final String text;

  FaultKind(String text) {
    this.text = text;
  }

  /** For a person. */
  String text() {
    return text;
  }

  /** Whether it changes what is known of one job, and not single replies. */
  boolean isOfJob() {
    return this == MISSING;
  }

  /** What becomes of the answer that the cluster would have given. */
  PlayedReply spoilt(PlayedReply right, RandomGenerator random) {
    return switch (this) {
      case ERROR_500 -> PlayedReply.error(500, "Internal server error.");
      case UNAVAILABLE_503 ->
          PlayedReply.of(503, "text/html", PAGE.getBytes(StandardCharsets.UTF_8));
      case HANG -> right.delivered(Delivery.NEVER);
      case GARBAGE -> PlayedReply.of(200, right.contentType(), garbage(random));
      case TRUNCATED -> PlayedReply.of(200, right.contentType(), firstPart(right.body(), random));
      case CLOSED -> right.delivered(random.nextBoolean() ? Delivery.CLOSED : Delivery.HALF);
      case DOWN -> right.delivered(Delivery.CLOSED);
      case MISSING -> right;
    };
  }

  private static byte[] garbage(RandomGenerator random) {
    byte[] bytes = new byte[1 + random.nextInt(GARBAGE_BYTES)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] firstPart(byte[] body, RandomGenerator random) {
    return Arrays.copyOf(body, random.nextInt(Math.max(1, body.length)));
  }
}
