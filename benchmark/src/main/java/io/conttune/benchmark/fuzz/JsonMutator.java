package io.conttune.benchmark.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Spoils JSON: a few of its values, wherever they stand. */
final class JsonMutator {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String TWICE = "@twice@";
  private static final int MOST_PLACES = 3;
  private static final String DEEP = "@deep@";
  private static final int LEVELS = 3000;
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "RUNNING",
          "FINISHED",
          "FAILED",
          "CANCELED",
          "RESTARTING",
          "SUSPENDED",
          "NaN",
          "-1",
          "\u0000\u001b[2J",
          "\ud800",
          "00000000000000000000000000000000",
          "x".repeat(10_000));

  private final Random random;

  JsonMutator(Random random) {
    this.random = random;
  }

  /** A place in a document where a value stands. */
  private record Place(JsonNode parent, String field, int index) {
    JsonNode value() {
      return parent.isObject() ? parent.get(field) : parent.get(index);
    }

    void set(JsonNode value) {
      if (parent instanceof ObjectNode object) {
        object.set(field, value);
      } else {
        ((ArrayNode) parent).set(index, value);
      }
    }

    void remove() {
      if (parent instanceof ObjectNode object) {
        object.remove(field);
      } else {
        ((ArrayNode) parent).remove(index);
      }
    }
  }

  /** A document with some of its values spoilt; the same text if it is no JSON. */
  String mutated(Mutation mutation, String json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException noJson) {
      return json;
    }
    for (int left = 1 + random.nextInt(MOST_PLACES); left > 0; left--) {
      mutate(mutation, root);
    }
    return text(root);
  }

  private static String text(JsonNode root) {
    return root.toString()
        .replace(TWICE, "")
        .replace('"' + DEEP + '"', "[".repeat(LEVELS) + "]".repeat(LEVELS));
  }

  private void mutate(Mutation mutation, JsonNode root) {
    switch (mutation) {
      case NUMBERS -> any(root, JsonNode::isNumber).ifPlace(place -> place.set(number(place)));
      case TYPES -> any(root, value -> true).ifPlace(place -> place.set(otherType(place.value())));
      case REMOVED -> any(root, value -> true).ifPlace(Place::remove);
      case DUPLICATED -> any(root, value -> true).ifPlace(this::duplicate);
      case EMPTIED ->
          any(root, JsonNode::isContainerNode).ifPlace(place -> place.set(emptied(place)));
      case NESTED -> any(root, value -> true).ifPlace(place -> place.set(nested(place.value())));
      case SHUFFLED ->
          any(root, JsonNode::isArray).ifPlace(place -> shuffle((ArrayNode) place.value()));
      case TEXTS -> any(root, JsonNode::isTextual).ifPlace(place -> place.set(text()));
      default -> throw new IllegalArgumentException(mutation + " is not about values");
    }
  }

  /** A place, or none. */
  private interface Choice {
    void ifPlace(Consumer<Place> change);
  }

  private Choice any(JsonNode root, Predicate<JsonNode> wanted) {
    List<Place> places = new ArrayList<>();
    collect(root, wanted, places);
    return change -> {
      if (!places.isEmpty()) {
        change.accept(places.get(random.nextInt(places.size())));
      }
    };
  }

  private static void collect(JsonNode node, Predicate<JsonNode> wanted, List<Place> places) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        add(new Place(node, field.getKey(), -1), wanted, places);
      }
    } else {
      for (int i = 0; i < node.size(); i++) {
        add(new Place(node, "", i), wanted, places);
      }
    }
  }

  private static void add(Place place, Predicate<JsonNode> wanted, List<Place> places) {
    if (wanted.test(place.value())) {
      places.add(place);
    }
    collect(place.value(), wanted, places);
  }

  private JsonNode number(Place place) {
    double value = place.value().asDouble();
    return switch (random.nextInt(14)) {
      case 0 -> NODES.numberNode(0);
      case 1 -> NODES.numberNode(-1);
      case 2 -> NODES.numberNode(-value);
      case 3 -> NODES.numberNode(Long.MAX_VALUE);
      case 4 -> NODES.numberNode(Long.MIN_VALUE);
      case 5 -> NODES.numberNode(1e308);
      case 6 -> NODES.numberNode(Math.round(value * 1000));
      case 7 -> NODES.numberNode(Math.round(value / 1000));
      case 8 -> NODES.numberNode(Math.round(value * (0.5 + random.nextDouble())));
      case 9 -> NODES.numberNode(value + 0.5);
      case 10 -> NODES.textNode("NaN");
      case 11 -> NODES.textNode(place.value().asText());
      case 12 -> NODES.nullNode();
      default -> NODES.numberNode(Math.round(value) + random.nextInt(3) - 1);
    };
  }

  private JsonNode otherType(JsonNode value) {
    return switch (random.nextInt(6)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.textNode(value.toString());
      case 3 -> NODES.arrayNode().add(value);
      case 4 -> NODES.objectNode().set("value", value);
      default -> NODES.numberNode(random.nextInt());
    };
  }

  private JsonNode text() {
    return NODES.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
  }

  private static JsonNode emptied(Place place) {
    return place.value().isArray() ? NODES.arrayNode() : NODES.objectNode();
  }

  /** A list in a list, or so many of them that they only can be written as text. */
  private JsonNode nested(JsonNode value) {
    return random.nextBoolean()
        ? NODES.textNode(DEEP)
        : NODES.arrayNode().add(NODES.arrayNode().add(value));
  }

  /** Adds the field again, with a mark in its name that is taken out of the text. */
  private void duplicate(Place place) {
    if (place.parent() instanceof ObjectNode object) {
      JsonNode value = place.value();
      object.set(TWICE + place.field(), value.isNumber() ? number(place) : otherType(value));
    } else {
      ((ArrayNode) place.parent()).add(place.value());
    }
  }

  private void shuffle(ArrayNode array) {
    List<JsonNode> entries = new ArrayList<>();
    array.forEach(entries::add);
    if (random.nextBoolean() && !entries.isEmpty()) {
      entries.add(entries.get(random.nextInt(entries.size())));
    }
    Collections.shuffle(entries, random);
    array.removeAll();
    array.addAll(entries);
  }
}
