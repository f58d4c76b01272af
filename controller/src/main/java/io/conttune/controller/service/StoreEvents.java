package io.conttune.controller.service;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.controller.store.StoreListener;
import java.nio.file.Path;

/**
 * Logs what happens to the store as a whole.
 *
 * @param log of the service
 */
public record StoreEvents(EventLog log) implements StoreListener {
  @Override
  public void created(String place) {
    log.log(Event.of(EventName.STORE_CREATED).with("store", place));
  }

  @Override
  public void exposed(Path file, String permissions, String remedy) {
    log.log(
        Event.of(EventName.FILE_EXPOSED)
            .with("file", file.toString())
            .with("permissions", permissions)
            .with("reason", "its permissions let others than its owner use it; " + remedy));
  }
}
