package io.conttune.planted.core;

/** Breaks: sealed types are not dispatched by instanceof. */
final class CoreThatTestsForAKind {
  private CoreThatTestsForAKind() {}

  static boolean isRound(PlantedShape shape) {
    return shape instanceof PlantedShape.Circle;
  }
}
