package io.conttune.controller.api;

import java.util.Locale;

/** The words for constants in the documents of the API. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
