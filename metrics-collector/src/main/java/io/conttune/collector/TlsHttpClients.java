package io.conttune.collector;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Makes HTTP clients that trust and show the certificates of {@link TlsStores}: one for as long as
 * its files stay as they are. A client follows no redirect, so that neither credentials nor the
 * body of a request reach a host that nobody named.
 */
final class TlsHttpClients implements HttpClients {
  private final TlsStores stores;
  private final Duration connectTimeout;
  private final Optional<Executor> threads;
  private Optional<BuiltClient> latest = Optional.empty();

  /** Clients with threads of their own. */
  TlsHttpClients(TlsStores stores, Duration connectTimeout) {
    this(stores, connectTimeout, Optional.empty());
  }

  /** Clients that hand replies over in these threads. */
  TlsHttpClients(TlsStores stores, Duration connectTimeout, Executor threads) {
    this(stores, connectTimeout, Optional.of(threads));
  }

  private TlsHttpClients(TlsStores stores, Duration connectTimeout, Optional<Executor> threads) {
    this.stores = stores;
    this.connectTimeout = connectTimeout;
    this.threads = threads;
  }

  /** A client, and the state of the files that it was made from. */
  private record BuiltClient(List<FileState> from, HttpClient client) {}

  private record FileState(Path file, FileTime modified, long size) {}

  @Override
  public synchronized HttpClient current() throws IOException {
    List<FileState> now = states();
    Optional<BuiltClient> known = latest.filter(made -> made.from().equals(now));
    if (known.isPresent()) {
      return known.get().client();
    }
    HttpClient client = client();
    latest = Optional.of(new BuiltClient(now, client));
    return client;
  }

  private List<FileState> states() throws IOException {
    List<FileState> states = new ArrayList<>();
    for (Path file : files()) {
      if (!Files.isReadable(file)) {
        throw new IOException("the file of certificates " + file + " cannot be read");
      }
      states.add(new FileState(file, Files.getLastModifiedTime(file), Files.size(file)));
    }
    return states;
  }

  private List<Path> files() {
    return Stream.of(stores.trust(), stores.key())
        .flatMap(Optional::stream)
        .map(TlsStores.Store::file)
        .toList();
  }

  private HttpClient client() throws IOException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NEVER);
    threads.ifPresent(builder::executor);
    if (!stores.equals(TlsStores.OF_JVM)) {
      builder.sslContext(TlsContexts.of(stores));
    }
    return builder.build();
  }
}
