package io.conttune.collector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what Flink itself answered from what anybody else did: a proxy without a backend, a login
 * page, a redirect. Only Flink's replies are read; every other one means that Flink was not
 * reached.
 *
 * <p>Flink answers a success with a JSON object or list, and an error with its own error body,
 * {@code {"errors": ["…", …]}}. Some statuses say even with that body that Flink has decided
 * nothing, for example 503 while it elects a leader.
 */
final class ReplyReader {
  /**
   * The largest body that is read. Flink's largest reply, {@code /jobs/:id}, has about 1.1 KB for
   * each job vertex: 1.7 MB for 1500 vertices, so that ten times as much text in names and
   * descriptions still passes.
   */
  static final long MOST_BYTES = 16L << 20;

  /** Flink's replies are nested 8 deep at most. */
  private static final int MOST_DEPTH = 64;

  /** A job of 1500 vertices has 180 000 names and values; a subtask has 50. */
  private static final long MOST_TOKENS = 1_000_000;

  /** Of a body that is not read, the characters that may be quoted. */
  private static final int QUOTED_LENGTH = 2000;

  private static final Pattern TITLE =
      Pattern.compile("<title>([^<]*)</title>", Pattern.CASE_INSENSITIVE);

  private static final Set<Integer> CREDENTIALS_WANTED = Set.of(401, 403, 407);

  /** Proxies and overloaded servers answer these: what became of the request is not known. */
  private static final Set<Integer> UNDECIDED = Set.of(408, 429, 502, 503, 504);

  private final Server server;

  /** Whose replies are read. */
  private enum Server {
    FLINK("Flink's REST API", ", which does not come from Flink"),
    OTHER("the server", "");

    private final String text;
    private final String refusal;

    Server(String text, String refusal) {
      this.text = text;
      this.refusal = refusal;
    }
  }

  private final ObjectMapper json =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_DEPTH)
                          .maxTokenCount(MOST_TOKENS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ReplyReader(Server server) {
    this.server = server;
  }

  /** Reads the replies of Flink's REST API. */
  static ReplyReader ofFlink() {
    return new ReplyReader(Server.FLINK);
  }

  /** Reads the replies of any other server that answers with JSON; an error is no reply. */
  static ReplyReader ofOther() {
    return new ReplyReader(Server.OTHER);
  }

  /**
   * Reads Flink's reply.
   *
   * @throws FlinkUnavailableException if it does not come from Flink, or says that Flink could not
   *     decide; the message quotes its beginning
   */
  FlinkReply read(HttpRequest request, HttpResponse<byte[]> response)
      throws FlinkUnavailableException {
    int status = response.statusCode();
    SentSecrets secrets = SentSecrets.of(request);
    String answered = request.method() + " " + request.uri() + " answered " + status;
    if (status >= 300 && status < 400) {
      throw new FlinkUnavailableException(answered + redirected(response));
    }
    if (CREDENTIALS_WANTED.contains(status)) {
      throw new FlinkUnavailableException(
          answered
              + ": the credentials for it are missing or refused"
              + quoted(response.body(), secrets));
    }
    if (status >= 200 && status < 300) {
      return new FlinkReply.Answered(
          success(answered, response.body(), secrets), request.method(), request.uri());
    }
    List<String> errors = errorsOfFlink(response.body());
    if (errors.isEmpty()) {
      throw new FlinkUnavailableException(
          answered + server.refusal + quoted(response.body(), secrets));
    }
    FlinkReply.Refused refused =
        new FlinkReply.Refused(
            status,
            errors,
            FlinkErrors.rootCause(errors, secrets),
            request.method(),
            request.uri());
    if (UNDECIDED.contains(status)) {
      throw refused.unavailable();
    }
    return refused;
  }

  private String redirected(HttpResponse<?> response) {
    String to =
        response
            .headers()
            .firstValue("Location")
            .map(location -> host(location).map(host -> " to host " + host).orElse(" to a path"))
            .orElse("");
    return ", a redirect%s, which is not followed; give the URL of %s itself"
        .formatted(to, server.text);
  }

  private static Optional<String> host(String location) {
    try {
      return Optional.ofNullable(URI.create(location).getHost()).map(Excerpt::of);
    } catch (IllegalArgumentException noUri) {
      return Optional.of(Excerpt.of(location));
    }
  }

  private JsonNode success(String answered, byte[] bytes, SentSecrets secrets)
      throws FlinkUnavailableException {
    try {
      JsonNode body = json.readTree(bytes);
      if (body.isContainerNode()) {
        return body;
      }
    } catch (StreamConstraintsException tooMuch) {
      throw new FlinkUnavailableException(
          "%s with more than is read: JSON of at most %d levels and %d names and values"
              .formatted(answered, MOST_DEPTH, MOST_TOKENS),
          tooMuch);
    } catch (IOException notJson) {
      throw new FlinkUnavailableException(
          answered + ", but not with whole JSON" + quoted(bytes, secrets), notJson);
    }
    throw new FlinkUnavailableException(
        answered + ", but with neither a JSON object nor a list" + quoted(bytes, secrets));
  }

  /** The texts of Flink's error body; none if the body is anything else. */
  private List<String> errorsOfFlink(byte[] bytes) {
    List<String> errors = new ArrayList<>();
    for (JsonNode error : parsed(bytes).path("errors")) {
      if (!error.isTextual()) {
        return List.of();
      }
      errors.add(error.textValue());
    }
    return errors;
  }

  private JsonNode parsed(byte[] bytes) {
    try {
      return json.readTree(bytes);
    } catch (IOException notJson) {
      // What is not JSON is no error body of Flink; the caller quotes it.
      return MissingNode.getInstance();
    }
  }

  /** Of a page for browsers the title, which says what the tags around it hide. */
  private static String quoted(byte[] bytes, SentSecrets secrets) {
    // Hidden before it is cut, so that no half of a secret remains.
    String whole = secrets.hiddenIn(new String(bytes, StandardCharsets.UTF_8));
    String text = whole.substring(0, Math.min(whole.length(), QUOTED_LENGTH));
    Matcher title = TITLE.matcher(text);
    if (title.find()) {
      return ": a page with the title \"" + Excerpt.of(title.group(1)) + '"';
    }
    String excerpt = Excerpt.of(text);
    return excerpt.isEmpty() ? "; its body is empty" : ": " + excerpt;
  }
}
