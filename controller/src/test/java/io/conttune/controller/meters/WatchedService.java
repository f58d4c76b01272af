package io.conttune.controller.meters;

import io.conttune.controller.config.ListenAddress;
import io.conttune.controller.config.TokensConfig;
import io.conttune.controller.log.Event;
import io.conttune.controller.service.StatusEndpoint;
import io.conttune.controller.service.status.ToldJob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A service of one job that is scraped over real HTTP once a minute of its own clock. */
final class WatchedService implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMinutes(1);

  final ToldJob job = new ToldJob();
  final Scrapes scrapes = new Scrapes();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Event> events = new ArrayList<>();
  private final StatusEndpoint endpoint;
  private boolean isGone;

  WatchedService() throws IOException {
    endpoint =
        StatusEndpoint.open(
            new ListenAddress.At("127.0.0.1", 0),
            TokensConfig.NONE,
            job.board,
            List.of(),
            events::add);
  }

  /** Something that happens to a service once a minute. */
  @FunctionalInterface
  interface Happening {
    void to(WatchedService service) throws Exception;
  }

  /** Lets the same happen in so many minutes, and scrapes after each of them. */
  void minutes(int minutes, Happening happening) throws Exception {
    for (int i = 0; i < minutes; i++) {
      Instant end = job.clock.instant().plus(EVERY);
      happening.to(this);
      job.clock.advance(Duration.between(job.clock.instant(), end));
      scrapes.add(end, isGone ? "" : scraped());
    }
  }

  /** The process has died. */
  void die() {
    isGone = true;
    endpoint.close();
  }

  private String scraped() throws IOException, InterruptedException {
    URI url = URI.create((String) events.get(0).fields().get("url"));
    return client
        .send(HttpRequest.newBuilder(url.resolve("/metrics")).build(), BodyHandlers.ofString())
        .body();
  }

  /** Whether an alert has fired at any scrape: its expression held for all of this time. */
  boolean hasFired(PromExpression expression, Duration time) {
    Map<Map<String, String>, Instant> since = new LinkedHashMap<>();
    for (Instant now : scrapes.times()) {
      Set<Map<String, String>> holding = expression.at(scrapes, now).keySet();
      since.keySet().retainAll(holding);
      holding.forEach(labels -> since.putIfAbsent(labels, now));
      if (since.values().stream().anyMatch(begin -> !now.isBefore(begin.plus(time)))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    if (!isGone) {
      endpoint.close();
    }
  }
}
