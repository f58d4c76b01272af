package io.conttune.controller.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.core.Require;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The reason why a request is not answered, as a problem detail [RFC 9457].
 *
 * @param status of HTTP, from 400 to 599
 * @param code stable name of the problem, for programs
 * @param detail one sentence for a person: what is wrong, and what to do
 * @param expected what would be understood here, such as the names of the jobs; may be empty
 * @param headers more headers of the reply
 */
public record Problem(
    int status, String code, String detail, List<String> expected, Map<String, String> headers) {
  /** The media type of a problem. */
  public static final String CONTENT_TYPE = "application/problem+json";

  private static final JsonMapper MAPPER = new JsonMapper();

  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(409, "Conflict"),
          Map.entry(413, "Content Too Large"),
          Map.entry(414, "URI Too Long"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(422, "Unprocessable Content"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(503, "Service Unavailable"));

  public Problem {
    if (!TITLES.containsKey(status)) {
      throw new IllegalArgumentException("no problem has the status " + status);
    }
    Require.text("code", code);
    Require.text("detail", detail);
    expected = List.copyOf(expected);
    headers = Map.copyOf(headers);
  }

  /** A problem of which nothing more is known. */
  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, List.of(), Map.of());
  }

  /** The same, with what would be understood. */
  public Problem expecting(List<String> understood) {
    return new Problem(status, code, detail, understood, headers);
  }

  /** The same, with one more header of the reply. */
  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, code, detail, expected, more);
  }

  /** The problem as a reply. */
  public Reply reply() {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("type", "about:blank")
            .put("title", TITLES.get(status))
            .put("status", status)
            .put("code", code)
            .put("detail", detail);
    if (!expected.isEmpty()) {
      expected.forEach(json.putArray("expected")::add);
    }
    return new Reply(status, CONTENT_TYPE, json.toString(), headers);
  }
}
