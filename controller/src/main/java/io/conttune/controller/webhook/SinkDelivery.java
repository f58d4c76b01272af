package io.conttune.controller.webhook;

import io.conttune.controller.extension.BoundedCalls;
import io.conttune.controller.extension.ExtensionFailedException;
import io.conttune.controller.extension.Made;
import io.conttune.core.extension.SinkExtension.EventSink;

/**
 * Gives events to a sink of the user's, each once.
 *
 * @param sink that an extension makes
 * @param calls to it
 */
record SinkDelivery(Made<EventSink> sink, BoundedCalls calls) implements Receiver {
  @Override
  public Delivery send(String json) throws InterruptedException {
    try {
      return calls.call(
          () -> {
            sink.get().take(json);
            return Delivery.TAKEN;
          });
    } catch (ExtensionFailedException e) {
      return Delivery.later(e.getMessage());
    }
  }
}
