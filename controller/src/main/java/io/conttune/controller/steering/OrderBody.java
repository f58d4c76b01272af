package io.conttune.controller.steering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.conttune.controller.api.document.OrderRequest;
import io.conttune.controller.http.Problem;
import io.conttune.controller.http.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads the body of a request that gives an order. */
final class OrderBody {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final List<String> KEYS =
      List.of(
          "id",
          "order",
          "author",
          "reason",
          "forSeconds",
          "operator",
          "parallelism",
          "plan",
          "keepLonger");

  /** They are repeated in the log and in the evidence of each decision that the order bears on. */
  private static final int LONGEST_AUTHOR = 200;

  private static final int LONGEST_REASON = 1000;

  private OrderBody() {}

  /**
   * The request in this text.
   *
   * @throws ProblemException if it is none; the message says what was expected
   */
  static OrderRequest read(String body) throws ProblemException {
    JsonNode json = json(body);
    for (Map.Entry<String, JsonNode> property : json.properties()) {
      if (!KEYS.contains(property.getKey())) {
        throw wrong(
            "the body has \"%s\", expected only %s"
                .formatted(property.getKey(), String.join(", ", KEYS)));
      }
    }
    return new OrderRequest(
        id(json),
        text(json, "order"),
        text(json, "author", LONGEST_AUTHOR),
        text(json, "reason", LONGEST_REASON),
        time(json),
        textIfThere(json, "operator"),
        parallelism(json.path("parallelism")),
        textIfThere(json, "plan"),
        keepLonger(json));
  }

  private static JsonNode json(String body) throws ProblemException {
    try {
      JsonNode json = MAPPER.readTree(body);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw wrong("the body is no JSON (%s), expected an object".formatted(e.getOriginalMessage()));
    }
    throw wrong("the body is no JSON object, expected one with order, author and reason");
  }

  private static String text(JsonNode json, String key) throws ProblemException {
    String text = json.path(key).asText("");
    if (text.isBlank()) {
      throw wrong(key + " is missing, expected a text");
    }
    return text;
  }

  private static String text(JsonNode json, String key, int longest) throws ProblemException {
    String text = text(json, key);
    if (text.length() > longest) {
      throw wrong(
          "%s has %d characters, expected at most %d".formatted(key, text.length(), longest));
    }
    return text;
  }

  private static Optional<String> textIfThere(JsonNode json, String key) {
    return Optional.of(json.path(key).asText("")).filter(text -> !text.isBlank());
  }

  private static Optional<String> id(JsonNode json) throws ProblemException {
    JsonNode id = json.path("id");
    if (!id.isMissingNode() && !ID.matcher(id.asText("")).matches()) {
      throw wrong("id is %s, expected 32 hexadecimal digits in lower case".formatted(id));
    }
    return id.isMissingNode() ? Optional.empty() : Optional.of(id.asText());
  }

  private static OptionalDouble time(JsonNode json) throws ProblemException {
    JsonNode seconds = json.path("forSeconds");
    if (seconds.isMissingNode()) {
      return OptionalDouble.empty();
    }
    if (!seconds.isNumber() || seconds.asDouble() < 1 || seconds.asDouble() > Integer.MAX_VALUE) {
      throw wrong("forSeconds is %s, expected a number of at least 1".formatted(seconds));
    }
    return OptionalDouble.of(seconds.asDouble());
  }

  private static Map<String, Integer> parallelism(JsonNode json) throws ProblemException {
    Map<String, Integer> parallelism = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : json.properties()) {
      if (!each.getValue().isInt()) {
        throw wrong(
            "parallelism of %s is %s, expected a whole number"
                .formatted(each.getKey(), each.getValue()));
      }
      parallelism.put(each.getKey(), each.getValue().asInt());
    }
    return parallelism;
  }

  private static Optional<Boolean> keepLonger(JsonNode json) throws ProblemException {
    JsonNode keep = json.path("keepLonger");
    if (keep.isMissingNode()) {
      return Optional.empty();
    }
    if (!keep.isBoolean() || !json.path("order").asText().equals("pause")) {
      throw wrong("keepLonger is %s, expected true or false, of a pause".formatted(keep));
    }
    return Optional.of(keep.asBoolean());
  }

  static ProblemException wrong(String detail) {
    return new ProblemException(Problem.of(400, "order-wrong", detail));
  }
}
