package io.conttune.controller.service;

import io.conttune.controller.config.ListenAddress;
import io.conttune.controller.config.TokensConfig;
import io.conttune.controller.http.Probes;
import io.conttune.controller.http.Reply;
import io.conttune.controller.http.Role;
import io.conttune.controller.http.Route;
import io.conttune.controller.http.StatusServer;
import io.conttune.controller.http.Tokens;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.controller.meters.ServiceMeters;
import io.conttune.controller.service.status.StatusBoard;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
   * @param tokens of those who may ask
   * @param routes that are answered beside probes and metrics
   * @throws IOException if an address was chosen that cannot be used; the message says what to do
   */
  public static StatusEndpoint open(
      ListenAddress address,
      TokensConfig tokens,
      StatusBoard board,
      List<Route> routes,
      EventLog log)
      throws IOException {
    ServiceMeters meters = new ServiceMeters(board::jobs);
    List<Route> all = Stream.concat(routes(board, meters).stream(), routes.stream()).toList();
    Starter starter = new Starter(all, tokens(tokens), log);
    Optional<StatusServer> server =
        address.match(
            auto -> starter.startIfFree(auto.usual()),
            at -> Optional.of(starter.start(at)),
            off -> Optional.empty());
    server.ifPresent(
        started ->
            log.log(Event.of(EventName.HTTP_LISTENING).with("url", started.url().toString())));
    return new StatusEndpoint(meters, server);
  }

  private static List<Route> routes(StatusBoard board, ServiceMeters meters) {
    Probes probes = new Probes(board::jobs);
    return List.of(
        Route.open("/livez", request -> probes.live()),
        Route.open("/readyz", request -> probes.ready()),
        Route.view(
            "/metrics", request -> new Reply(FINE, ServiceMeters.CONTENT_TYPE, meters.scrape())));
  }

  private static Tokens tokens(TokensConfig config) {
    Map<Role, Supplier<String>> byRole = new EnumMap<>(Role.class);
    config.view().ifPresent(secret -> byRole.put(Role.VIEW, secret::reveal));
    config.operate().ifPresent(secret -> byRole.put(Role.OPERATE, secret::reveal));
    return new Tokens(byRole);
  }

  /** Starts the server at an address. */
  private record Starter(List<Route> routes, Tokens tokens, EventLog log) {
    Optional<StatusServer> startIfFree(ListenAddress.At usual) {
      try {
        return Optional.of(start(usual));
      } catch (IOException taken) {
        log.log(
            Event.of(EventName.HTTP_OFF)
                .with("reason", taken.getMessage())
                .with("next", "jobs are tuned on, without metrics and status"));
        return Optional.empty();
      }
    }

    StatusServer start(ListenAddress.At at) throws IOException {
      try {
        InetSocketAddress address = new InetSocketAddress(at.host(), at.port());
        if (address.isUnresolved()) {
          throw new UnknownHostException("no host of this name is known");
        }
        return StatusServer.start(address, routes, tokens, log, SteadyClock.system());
      } catch (IOException e) {
        throw new IOException(
            ("listen: cannot listen at %s (%s), expected a free port of an address of this machine;"
                    + " set listen to another address, or to off")
                .formatted(at, e.getMessage()),
            e);
      }
    }
  }

  @Override
  public void close() {
    server.ifPresent(StatusServer::close);
    meters.close();
  }
}
