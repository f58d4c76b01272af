package io.conttune.collector;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A JSON object of a reply whose fields are checked as they are read. A field that is missing or of
 * another type is an error that names the call and the field, never a zero or a blank.
 *
 * @param node the object
 * @param origin method and URL of the answer
 * @param at where the object stands in it, for example {@code vertices[2].}; empty at the top
 */
public record JsonFields(JsonNode node, String origin, String at) {
  /** A billion a second for three years, which no sum over the subtasks of a vertex reaches. */
  private static final long LARGEST = 100_000_000_000_000_000L;

  /**
   * The object that an answer is.
   *
   * @throws FlinkUnavailableException if it is no object: then it is not Flink's answer
   */
  public static JsonFields of(FlinkReply.Answered reply) throws FlinkUnavailableException {
    if (!reply.body().isObject()) {
      throw new FlinkUnavailableException(
          reply.origin() + " answered no JSON object: " + Excerpt.of(reply.body()));
    }
    return new JsonFields(reply.body(), reply.origin(), "");
  }

  /**
   * The elements of an answer that is a list; each is checked when it is read.
   *
   * @throws FlinkUnavailableException if it is no list: then it is not Flink's answer
   */
  public static List<JsonFields> listOf(FlinkReply.Answered reply)
      throws FlinkUnavailableException {
    if (!reply.body().isArray()) {
      throw new FlinkUnavailableException(
          reply.origin() + " answered no list of JSON objects: " + Excerpt.of(reply.body()));
    }
    return unchecked(reply.body(), reply.origin(), "");
  }

  /** Whether the field is there, and not null. */
  public boolean has(String field) {
    return node.hasNonNull(field);
  }

  /**
   * A text.
   *
   * @throws FlinkUnavailableException if it is missing, blank or no text
   */
  public String text(String field) throws FlinkUnavailableException {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw unexpected(field, "a text");
    }
    return value.textValue();
  }

  /**
   * A whole number, which may be written as 3 or as 3.0.
   *
   * @throws FlinkUnavailableException if it is missing or no whole number
   */
  public long number(String field) throws FlinkUnavailableException {
    JsonNode value = node.path(field);
    if (!value.isNumber() || value.doubleValue() != Math.rint(value.doubleValue())) {
      throw unexpected(field, "a whole number");
    }
    return value.longValue();
  }

  int number(String field, int least) throws FlinkUnavailableException {
    long value = number(field);
    if (value < least || value > Integer.MAX_VALUE) {
      throw unexpected(field, "a whole number of at least " + least);
    }
    return (int) value;
  }

  /** A counter; empty if it is absent. */
  OptionalLong counter(String field) throws FlinkUnavailableException {
    if (!has(field)) {
      return OptionalLong.empty();
    }
    long value = number(field);
    if (value < 0 || value > LARGEST) {
      throw unexpected(field, "a number from 0 to " + LARGEST);
    }
    return OptionalLong.of(value);
  }

  /**
   * A measured value; empty if it is absent, negative or not a number, also as a text "NaN".
   *
   * @throws FlinkUnavailableException if it is text that is no number, or larger than any counter
   */
  OptionalDouble measured(String field) throws FlinkUnavailableException {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalDouble.empty();
    }
    double parsed = parse(field, value);
    if (Double.isFinite(parsed) && parsed > LARGEST) {
      throw unexpected(field, "a number of at most " + LARGEST);
    }
    return parsed >= 0 && Double.isFinite(parsed)
        ? OptionalDouble.of(parsed)
        : OptionalDouble.empty();
  }

  private double parse(String field, JsonNode value) throws FlinkUnavailableException {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    try {
      return Double.parseDouble(value.asText());
    } catch (NumberFormatException notANumber) {
      throw unexpected(field, "a number");
    }
  }

  /**
   * A truth value.
   *
   * @throws FlinkUnavailableException if it is missing or anything else
   */
  public boolean flag(String field) throws FlinkUnavailableException {
    JsonNode value = node.path(field);
    if (!value.isBoolean()) {
      throw unexpected(field, "true or false");
    }
    return value.booleanValue();
  }

  /**
   * An object within this one.
   *
   * @throws FlinkUnavailableException if it is missing or no object
   */
  public JsonFields object(String field) throws FlinkUnavailableException {
    JsonNode value = node.path(field);
    if (!value.isObject()) {
      throw unexpected(field, "an object");
    }
    return new JsonFields(value, origin, at + field + ".");
  }

  /**
   * The objects of a list.
   *
   * @throws FlinkUnavailableException if the list is missing, or an element of it is no object
   */
  public List<JsonFields> objects(String field) throws FlinkUnavailableException {
    JsonNode value = node.path(field);
    if (!value.isArray()) {
      throw unexpected(field, "a list");
    }
    return elements(value, origin, at + field);
  }

  /** The elements of a list, which need not be objects: each is checked when it is read. */
  List<JsonFields> list(String field) throws FlinkUnavailableException {
    JsonNode value = node.path(field);
    if (!value.isArray()) {
      throw unexpected(field, "a list");
    }
    return unchecked(value, origin, at + field);
  }

  private static List<JsonFields> unchecked(JsonNode list, String origin, String where) {
    List<JsonFields> result = new ArrayList<>();
    for (JsonNode element : list) {
      result.add(new JsonFields(element, origin, where + "[" + result.size() + "]."));
    }
    return result;
  }

  private static List<JsonFields> elements(JsonNode list, String origin, String at)
      throws FlinkUnavailableException {
    if (!list.isArray()) {
      throw new FlinkUnavailableException(
          origin + " answered no list of JSON objects: " + Excerpt.of(list));
    }
    List<JsonFields> result = new ArrayList<>();
    for (JsonNode element : list) {
      String where = at + "[" + result.size() + "]";
      if (!element.isObject()) {
        throw new FlinkUnavailableException(
            "%s: expected an object at %s, found %s".formatted(origin, where, Excerpt.of(element)));
      }
      result.add(new JsonFields(element, origin, where + "."));
    }
    return result;
  }

  FlinkUnavailableException unexpected(String field, String expected) {
    JsonNode value = node.path(field);
    String found = value.isMissingNode() ? "nothing" : Excerpt.of(value.toString());
    return new FlinkUnavailableException(
        "%s: expected %s at %s%s, found %s".formatted(origin, expected, at, field, found));
  }
}
