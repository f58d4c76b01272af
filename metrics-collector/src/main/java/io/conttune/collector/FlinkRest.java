package io.conttune.collector;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Talks to the REST API of one Flink cluster that may be reached at several URLs.
 *
 * <p>Only what Flink itself answers is a reply. An answer of anybody else, such as a proxy or a
 * login page, counts as none, and so does one that is too large. A URL that gives no reply in time
 * gives way to the next one, and the one that worked is remembered. A GET is then repeated there;
 * any other method only if nothing was sent, because a request that was sent may have been carried
 * out. Each attempt, body included, must be over within the deadline; a call therefore takes at
 * most the deadline times the number of URLs. Redirects are not followed.
 *
 * <p>Every {@link FlinkUnavailableException} names method and URL. Safe for several threads; an
 * interrupt ends the call and leaves the thread's flag set.
 */
public final class FlinkRest {
  private final ClusterAccess access;
  private final List<String> baseUrls;
  private final Duration deadline;
  private final HttpExchange exchange;
  private final AtomicInteger preferred = new AtomicInteger();
  private final AtomicLong failures = new AtomicLong();

  /**
   * A client of a cluster that asks for no credentials.
   *
   * @param baseUrls of the cluster, tried in this order
   * @param deadline of each attempt, above 0
   * @throws IllegalArgumentException if there is no URL, one is not http or https, or the deadline
   *     is not above 0
   */
  public FlinkRest(List<URI> baseUrls, Duration deadline) {
    this(ClusterAccess.open(baseUrls), deadline);
  }

  /**
   * A client of the cluster that is reached like this.
   *
   * @param deadline of each attempt, above 0
   * @throws IllegalArgumentException if the deadline is not above 0
   */
  public FlinkRest(ClusterAccess access, Duration deadline) {
    this(access, deadline, new TlsHttpClients(access.tls(), deadline));
  }

  /** As the public ones, with HTTP clients of the caller's choice. */
  FlinkRest(ClusterAccess access, Duration deadline, HttpClients clients) {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("the deadline must be above 0, but is " + deadline);
    }
    this.access = access;
    this.baseUrls = access.urls().stream().map(FlinkRest::withoutTrailingSlash).toList();
    this.deadline = deadline;
    this.exchange = new HttpExchange(clients);
  }

  /** The URLs of the cluster, scheme and host in small letters, without a slash at the end. */
  public List<String> baseUrls() {
    return access.urls().stream().map(FlinkRest::inSmallLetters).toList();
  }

  /** How many requests have got no reply of Flink so far; each URL that was tried counts. */
  public long failures() {
    return failures.get();
  }

  private static String inSmallLetters(URI url) {
    String authority = url.getScheme() + "://" + url.getRawAuthority();
    String path = withoutTrailingSlash(url).substring(authority.length());
    return authority.toLowerCase(Locale.ROOT) + path;
  }

  /**
   * The JSON at {@code path}.
   *
   * @throws FlinkUnavailableException if no URL gives a reply of Flink in time, or it is a refusal
   */
  public JsonNode get(String path) throws FlinkUnavailableException {
    return fetch(path).body();
  }

  /**
   * As {@link #get}, with the call that was answered.
   *
   * @throws FlinkUnavailableException if no URL gives a reply of Flink in time, or it is a refusal
   */
  public FlinkReply.Answered fetch(String path) throws FlinkUnavailableException {
    return ask(path).orThrow();
  }

  /**
   * Asks for {@code path} without changing anything; a refusal by Flink is a reply too, for the
   * caller to judge.
   *
   * @throws FlinkUnavailableException if no URL gives a reply of Flink in time
   */
  public FlinkReply ask(String path) throws FlinkUnavailableException {
    return send("GET", path, Optional.empty());
  }

  /**
   * Sends a request; a refusal by Flink is a reply too, for the caller to judge.
   *
   * @throws FlinkUnavailableException if no URL gives a reply of Flink in time. After a method
   *     other than GET the request may nevertheless have been carried out
   */
  public FlinkReply send(String method, String path, Optional<JsonNode> body)
      throws FlinkUnavailableException {
    BodyPublisher publisher =
        body.map(json -> BodyPublishers.ofString(json.toString(), StandardCharsets.UTF_8))
            .orElseGet(BodyPublishers::noBody);
    return send(method, path, "application/json; charset=UTF-8", publisher, deadline);
  }

  /**
   * Uploads a jar within the client's deadline and returns its id there.
   *
   * @throws FlinkUnavailableException if the cluster does not take it
   * @throws UncheckedIOException if there is no such file
   */
  public String upload(Path jar) throws FlinkUnavailableException {
    return upload(jar, deadline);
  }

  /**
   * Uploads a jar and returns its id there, with a deadline of its own because jars are large.
   *
   * @throws FlinkUnavailableException if the cluster does not take it
   * @throws UncheckedIOException if there is no such file
   */
  public String upload(Path jar, Duration uploadDeadline) throws FlinkUnavailableException {
    try {
      String name = String.valueOf(jar.getFileName());
      return upload(name, BodyPublishers.ofFile(jar), uploadDeadline);
    } catch (FileNotFoundException missing) {
      throw new UncheckedIOException("no jar to upload at " + jar, missing);
    }
  }

  /**
   * Uploads this content as a jar of this name and returns its id there.
   *
   * @throws FlinkUnavailableException if the cluster does not take it
   */
  public String upload(String fileName, byte[] content, Duration uploadDeadline)
      throws FlinkUnavailableException {
    return upload(fileName, BodyPublishers.ofByteArray(content), uploadDeadline);
  }

  private String upload(String fileName, BodyPublisher content, Duration uploadDeadline)
      throws FlinkUnavailableException {
    MultipartForm form =
        MultipartForm.empty().file("jarfile", fileName, "application/x-java-archive", content);
    FlinkReply reply =
        send("POST", "/jars/upload", form.contentType(), form.body(), uploadDeadline);
    String file = reply.orThrow().text("filename");
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }

  /**
   * Submits a job graph, as Flink's own client does; a refusal by Flink is a reply too. The id of
   * the job stands in the graph, and Flink refuses a second job of an id.
   *
   * @param request names the files
   * @param files the graph and what goes with it
   * @throws FlinkUnavailableException if no URL gives a reply of Flink in time; the job may
   *     nevertheless have been submitted
   * @throws UncheckedIOException if one of the files is not there
   */
  public FlinkReply submitJob(JsonNode request, List<Path> files, Duration uploadDeadline)
      throws FlinkUnavailableException {
    MultipartForm form = MultipartForm.empty().text("request", request.toString());
    int number = 0;
    for (Path file : files) {
      try {
        form =
            form.file(
                "file_" + number++,
                String.valueOf(file.getFileName()),
                "application/octet-stream",
                BodyPublishers.ofFile(file));
      } catch (FileNotFoundException missing) {
        throw new UncheckedIOException("nothing to submit at " + file, missing);
      }
    }
    return send("POST", "/jobs", form.contentType(), form.body(), uploadDeadline);
  }

  private FlinkReply send(
      String method, String path, String contentType, BodyPublisher body, Duration within)
      throws FlinkUnavailableException {
    int first = preferred.get();
    HttpExchange.Outcome outcome = attempt(first, method, path, contentType, body, within);
    int tries = 1;
    while (outcome.mayBeRepeated() && tries < baseUrls.size()) {
      outcome = attempt(first + tries, method, path, contentType, body, within);
      tries++;
    }
    return outcome.reply();
  }

  private HttpExchange.Outcome attempt(
      int index, String method, String path, String contentType, BodyPublisher body, Duration limit)
      throws FlinkUnavailableException {
    int which = index % baseUrls.size();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(baseUrls.get(which), path))
            .method(method, body)
            .header("Accept", "application/json");
    if (body.contentLength() != 0) {
      request.header("Content-Type", contentType);
    }
    HttpExchange.Outcome outcome = identified(request, limit);
    if (!outcome.urlIsUsable()) {
      failures.incrementAndGet();
    }
    preferred.set(outcome.urlIsUsable() ? which : (which + 1) % baseUrls.size());
    return outcome;
  }

  /** A path may hold an id that an answer told, of a job or a job vertex. */
  private static URI uri(String baseUrl, String path) throws FlinkUnavailableException {
    try {
      return URI.create(baseUrl + path);
    } catch (IllegalArgumentException odd) {
      throw new FlinkUnavailableException(
          "%s cannot be asked for %s: what it has told is no id of Flink's"
              .formatted(baseUrl, Excerpt.of(path)),
          odd);
    }
  }

  private HttpExchange.Outcome identified(HttpRequest.Builder request, Duration limit)
      throws FlinkUnavailableException {
    try {
      access.headersNow().forEach(request::header);
    } catch (IOException unreadable) {
      return HttpExchange.notSent(request.build(), unreadable);
    }
    return exchange.run(request.build(), limit);
  }

  private static String withoutTrailingSlash(URI url) {
    return url.toString().replaceFirst("/+$", "");
  }
}
