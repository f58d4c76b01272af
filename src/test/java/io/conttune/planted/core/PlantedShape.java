package io.conttune.planted.core;

/** A sealed type for a rule to be broken with. */
sealed interface PlantedShape {
  /** One kind. */
  record Circle() implements PlantedShape {}

  /** Another kind. */
  record Square() implements PlantedShape {}
}
