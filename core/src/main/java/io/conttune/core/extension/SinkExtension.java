package io.conttune.core.extension;

import java.util.Map;

/** Makes sinks of events, which a webhook in {@code conttune.yaml} names instead of a URL. */
public non-sealed interface SinkExtension extends Extension {
  /**
   * A sink. It is called often, also only to check a file, so it must be quick and have no effect.
   *
   * @param settings those of the service's file
   * @throws IllegalArgumentException if a setting is wrong; the message says which, and what was
   *     expected
   */
  EventSink sink(Map<String, String> settings);

  /** Takes events, one after another. It may wait, and may be interrupted. */
  @FunctionalInterface
  interface EventSink {
    /**
     * Takes one event.
     *
     * @param json the document that a webhook would send
     * @throws Exception if it could not be taken now; it is given again later
     */
    void take(String json) throws Exception;
  }
}
