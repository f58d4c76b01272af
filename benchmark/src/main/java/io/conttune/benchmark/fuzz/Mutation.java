package io.conttune.benchmark.fuzz;

/** The ways in which a reply is spoilt. */
enum Mutation {
  BITS("bits flipped"),
  CUT("cut off"),
  NUMBERS("numbers changed"),
  TYPES("values of another type"),
  REMOVED("fields removed"),
  DUPLICATED("fields twice"),
  EMPTIED("lists and objects emptied"),
  NESTED("nested deep"),
  SHUFFLED("entries twice or in another order"),
  TEXTS("texts changed"),
  ENCODED("another encoding"),
  STATUS("another status"),
  CONTENT_TYPE("another content type"),
  OTHER_REPLY("reply to another request"),
  OLD_REPLY("earlier reply to the same request"),
  OTHER_VERSION("reply of another Flink version"),
  CLOSED("connection closed");

  private final String text;

  Mutation(String text) {
    this.text = text;
  }

  /** For a person. */
  String text() {
    return text;
  }
}
