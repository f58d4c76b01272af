package io.conttune.benchmark.fuzz;

import io.conttune.benchmark.played.PlayedReply;
import io.conttune.benchmark.played.PlayedReply.Delivery;
import io.conttune.benchmark.played.PlayedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Spoils replies, also by those that it has seen before and those of other Flink versions. */
final class ReplyMutator {
  private static final List<Integer> STATUSES =
      List.of(201, 202, 204, 301, 302, 400, 401, 403, 404, 405, 409, 429, 500, 502, 503, 504);
  private static final List<String> TYPES =
      List.of("text/html", "text/plain; charset=UTF-16", "application/octet-stream", "image/png");
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, Charset.forName("UTF-32"));
  private static final int MOST_BITS = 8;
  private static final int OLD = 6;

  private final Random random;
  private final JsonMutator json;
  private final RecordedReplies recorded;
  private final Map<String, List<PlayedReply>> earlier = new LinkedHashMap<>();

  ReplyMutator(Random random, RecordedReplies recorded) {
    this.random = random;
    this.json = new JsonMutator(random);
    this.recorded = recorded;
  }

  /** Keeps a right reply, which may come again in a wrong place. */
  void remember(PlayedRequest request, PlayedReply reply) {
    List<PlayedReply> known = earlier.computeIfAbsent(request.target(), key -> new ArrayList<>());
    known.add(reply);
    if (known.size() > OLD) {
      known.remove(0);
    }
  }

  /** The reply, spoilt in this way; now and then it is the same. */
  PlayedReply mutated(Mutation mutation, PlayedRequest request, PlayedReply right) {
    return switch (mutation) {
      case BITS -> with(right, flipped(right.body()));
      case CUT -> with(right, Arrays.copyOf(right.body(), random.nextInt(right.body().length)));
      case NUMBERS, TYPES, REMOVED, DUPLICATED, EMPTIED, NESTED, SHUFFLED, TEXTS ->
          with(right, json.mutated(mutation, right.text()).getBytes(StandardCharsets.UTF_8));
      case ENCODED -> with(right, encoded(right.text()));
      case STATUS ->
          PlayedReply.of(
              STATUSES.get(random.nextInt(STATUSES.size())), right.contentType(), right.body());
      case CONTENT_TYPE ->
          PlayedReply.of(right.status(), TYPES.get(random.nextInt(TYPES.size())), right.body());
      case OTHER_REPLY -> other();
      case OLD_REPLY -> earlier.get(request.target()).get(0);
      case OTHER_VERSION -> recorded.like(request, random).map(PlayedReply::json).orElse(right);
      case CLOSED -> right.delivered(random.nextBoolean() ? Delivery.CLOSED : Delivery.HALF);
    };
  }

  private static PlayedReply with(PlayedReply right, byte[] body) {
    return PlayedReply.of(right.status(), right.contentType(), body);
  }

  private byte[] flipped(byte[] body) {
    byte[] flipped = body.clone();
    for (int left = 1 + random.nextInt(MOST_BITS); left > 0; left--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] encoded(String text) {
    int which = random.nextInt(CHARSETS.size() + 2);
    if (which < CHARSETS.size()) {
      return text.getBytes(CHARSETS.get(which));
    }
    return which == CHARSETS.size()
        ? ('\ufeff' + text).getBytes(StandardCharsets.UTF_8)
        : zipped(text);
  }

  private static byte[] zipped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private PlayedReply other() {
    List<List<PlayedReply>> all = List.copyOf(earlier.values());
    List<PlayedReply> replies = all.get(random.nextInt(all.size()));
    return replies.get(random.nextInt(replies.size()));
  }
}
