package io.conttune.controller.webhook;

import io.conttune.controller.config.ExtensionConfig;
import io.conttune.controller.config.WebhookConfig;
import io.conttune.controller.extension.BoundedCalls;
import io.conttune.controller.post.JsonPost;
import io.conttune.controller.post.PostClient;

/** Takes events. */
@FunctionalInterface
interface Receiver {
  /** Gives it this JSON once. */
  Delivery send(String json) throws InterruptedException;

  /** The one that this configuration names. */
  static Receiver of(WebhookConfig config) {
    return config
        .extension()
        .<Receiver>map(
            extension ->
                new SinkDelivery(
                    ExtensionConfig.SINK.made(extension),
                    new BoundedCalls(extension.name(), config.timeout())))
        .orElseGet(
            () ->
                new WebhookRequest(
                    new JsonPost(config.url().orElseThrow(), config.headers(), new PostClient()),
                    config.timeout()));
  }
}
