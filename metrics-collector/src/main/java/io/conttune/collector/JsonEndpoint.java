package io.conttune.collector;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;

/**
 * One URL of a server other than Flink that answers a GET with JSON. Credentials, certificates and
 * the bounds of a reply are those of {@link FlinkRest}. Redirects are not followed.
 */
final class JsonEndpoint {
  private final ClusterAccess access;
  private final URI url;
  private final HttpExchange exchange;

  /**
   * An endpoint of the server that is reached like this.
   *
   * @param target path and query behind the server's URL
   * @param connectWithin longest time to connect, above 0
   */
  JsonEndpoint(ClusterAccess access, String target, Duration connectWithin) {
    this.access = access;
    this.url = URI.create(access.urls().get(0).toString().replaceFirst("/+$", "") + target);
    this.exchange =
        new HttpExchange(new TlsHttpClients(access.tls(), connectWithin), ReplyReader.ofOther());
  }

  URI url() {
    return url;
  }

  /**
   * The JSON object or list at the URL.
   *
   * @param within the longest time for the whole reply, above 0
   * @throws FlinkUnavailableException if it does not answer so in time; the message names the URL
   */
  JsonNode get(Duration within) throws FlinkUnavailableException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).header("Accept", "application/json");
    Map<String, String> headers;
    try {
      headers = access.headersNow();
    } catch (IOException unreadable) {
      return HttpExchange.notSent(request.build(), unreadable).reply().orThrow().body();
    }
    headers.forEach(request::header);
    return exchange.run(request.build(), within).reply().orThrow().body();
  }
}
