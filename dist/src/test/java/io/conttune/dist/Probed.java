package io.conttune.dist;

import io.conttune.controller.config.ListenAddress;
import io.conttune.controller.config.TokensConfig;
import io.conttune.controller.log.Event;
import io.conttune.controller.service.StatusEndpoint;
import io.conttune.controller.service.status.StatusBoard;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The address at which a service without jobs answers, in this JVM.
 *
 * @param url where it listens, at a port of its own
 * @param endpoint what answers there
 */
record Probed(URI url, StatusEndpoint endpoint) implements AutoCloseable {
  static Probed start() throws IOException {
    List<Event> events = new ArrayList<>();
    StatusEndpoint endpoint =
        StatusEndpoint.open(
            new ListenAddress.At("127.0.0.1", 0),
            TokensConfig.NONE,
            new StatusBoard(SteadyClock.system()),
            List.of(),
            events::add);
    return new Probed(URI.create(events.get(0).fields().get("url").toString()), endpoint);
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
