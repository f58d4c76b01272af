package io.conttune.controller.service;

import io.conttune.controller.config.ListenAddress;
import io.conttune.controller.http.Handler;
import io.conttune.controller.http.Probes;
import io.conttune.controller.http.Reply;
import io.conttune.controller.http.StatusServer;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.controller.meters.ServiceMeters;
import io.conttune.controller.service.status.StatusBoard;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;

/** The HTTP endpoint of the service, where its configuration wants one. */
public final class StatusEndpoint implements AutoCloseable {
  private static final int FINE = 200;

  private final ServiceMeters meters;
  private final Optional<StatusServer> server;

  private StatusEndpoint(ServiceMeters meters, Optional<StatusServer> server) {
    this.meters = meters;
    this.server = server;
  }

  /**
   * Begins to answer requests. If the address was chosen by nobody and its port is taken, as by a
   * second service on the machine, the service works without an endpoint and says so.
   *
   * @throws IOException if an address was chosen that cannot be used; the message says what to do
   */
  public static StatusEndpoint open(ListenAddress address, StatusBoard board, EventLog log)
      throws IOException {
    ServiceMeters meters = new ServiceMeters(board::jobs);
    Map<String, Handler> handlers = handlers(board, meters);
    Optional<StatusServer> server =
        address.match(
            auto -> started(auto.usual(), handlers, log),
            at -> Optional.of(start(at, handlers, log)),
            off -> Optional.empty());
    server.ifPresent(
        started ->
            log.log(Event.of(EventName.HTTP_LISTENING).with("url", started.url().toString())));
    return new StatusEndpoint(meters, server);
  }

  private static Map<String, Handler> handlers(StatusBoard board, ServiceMeters meters) {
    Probes probes = new Probes(board::jobs);
    return Map.of(
        "/livez", probes::live,
        "/readyz", probes::ready,
        "/metrics", () -> new Reply(FINE, ServiceMeters.CONTENT_TYPE, meters.scrape()));
  }

  private static Optional<StatusServer> started(
      ListenAddress.At usual, Map<String, Handler> handlers, EventLog log) {
    try {
      return Optional.of(start(usual, handlers, log));
    } catch (IOException taken) {
      log.log(
          Event.of(EventName.HTTP_OFF)
              .with("reason", taken.getMessage())
              .with("next", "jobs are tuned on, without metrics and status"));
      return Optional.empty();
    }
  }

  private static StatusServer start(
      ListenAddress.At at, Map<String, Handler> handlers, EventLog log) throws IOException {
    try {
      InetSocketAddress address = new InetSocketAddress(at.host(), at.port());
      if (address.isUnresolved()) {
        throw new UnknownHostException("no host of this name is known");
      }
      return StatusServer.start(address, handlers, log);
    } catch (IOException e) {
      throw new IOException(
          ("listen: cannot listen at %s (%s), expected a free port of an address of this machine;"
                  + " set listen to another address, or to off")
              .formatted(at, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    server.ifPresent(StatusServer::close);
    meters.close();
  }
}
