package io.conttune.controller.http;

import io.conttune.core.Require;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One event of a stream of server-sent events.
 *
 * @param id its place in the stream; a client that has lost its connection goes on after it
 * @param name kind of the event
 * @param data what it says, for example a JSON document
 */
public record ServerSentEvent(long id, String name, String data) {
  public ServerSentEvent {
    Require.text("name of an event", name);
    Objects.requireNonNull(data, "data");
  }

  /** The event as it is sent. */
  String frame() {
    return "id: %d\nevent: %s\n".formatted(id, name)
        + data.lines().map(line -> "data: " + line + "\n").collect(Collectors.joining())
        + "\n";
  }
}
