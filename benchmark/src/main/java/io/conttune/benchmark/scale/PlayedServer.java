package io.conttune.benchmark.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves many clusters over HTTP/1.1 with one thread, each at a port of its own, and counts the
 * connections to each. Only requests without a body are understood. Loopback only, on ports of the
 * system's choice.
 */
final class PlayedServer implements AutoCloseable {
  private static final int MOST_OF_REQUEST = 16 * 1024;
  private static final int BACKLOG = 1024;

  private final Selector selector;
  private final List<Port> ports = new ArrayList<>();
  private final Thread thread = new Thread(this::serve, "played clusters");

  private PlayedServer(Selector selector) {
    this.selector = selector;
  }

  /** Begins to serve these clusters. */
  static PlayedServer start(List<PlayedCluster> clusters) throws IOException {
    PlayedServer server = new PlayedServer(Selector.open());
    for (PlayedCluster cluster : clusters) {
      ServerSocketChannel channel = ServerSocketChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      channel.configureBlocking(false);
      Port port = new Port(cluster, channel);
      channel.register(server.selector, SelectionKey.OP_ACCEPT, port);
      server.ports.add(port);
    }
    server.thread.setDaemon(true);
    server.thread.start();
    return server;
  }

  /** A cluster, and who is connected to it. */
  private static final class Port {
    private final PlayedCluster cluster;
    private final ServerSocketChannel channel;
    private final AtomicInteger open = new AtomicInteger();

    Port(PlayedCluster cluster, ServerSocketChannel channel) {
      this.cluster = cluster;
      this.channel = channel;
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + channel.socket().getLocalPort());
    }
  }

  /** A connection: what of a request has come, and what of the answer has not gone. */
  private static final class Connection {
    private final Port port;
    private final ByteBuffer request = ByteBuffer.allocate(MOST_OF_REQUEST);
    private ByteBuffer answer = ByteBuffer.allocate(0);

    Connection(Port port) {
      this.port = port;
    }
  }

  /** The addresses of the clusters, in their order. */
  List<URI> uris() {
    return ports.stream().map(Port::uri).toList();
  }

  /** The connections that are open to the cluster that has most of them. */
  int mostConnections() {
    return ports.stream().mapToInt(port -> port.open.get()).max().orElse(0);
  }

  private void serve() {
    try {
      while (selector.isOpen()) {
        selector.select(this::take);
      }
    } catch (ClosedSelectorException e) {
      // It was closed between two connections.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept((Port) key.attachment());
      } else {
        goOn(key, (Connection) key.attachment());
      }
    } catch (IOException broken) {
      close(key);
    }
  }

  private void accept(Port port) throws IOException {
    SocketChannel accepted = port.channel.accept();
    if (accepted != null) {
      accepted.configureBlocking(false);
      accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
      accepted.register(selector, SelectionKey.OP_READ, new Connection(port));
      port.open.incrementAndGet();
    }
  }

  private static void goOn(SelectionKey key, Connection connection) throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    if (key.isReadable()) {
      if (channel.read(connection.request) < 0) {
        throw new ClosedChannelException();
      }
      Optional<String> target = target(connection.request);
      if (target.isPresent()) {
        connection.request.clear();
        connection.answer = answer(connection.port.cluster.answer(target.get(), System.nanoTime()));
      } else if (!connection.request.hasRemaining()) {
        throw new ClosedChannelException();
      }
    }
    channel.write(connection.answer);
    key.interestOps(
        connection.answer.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  /** The target of a request that has come in full. */
  private static Optional<String> target(ByteBuffer request) {
    String text = StandardCharsets.ISO_8859_1.decode(request.duplicate().flip()).toString();
    return text.endsWith("\r\n\r\n") ? Optional.of(text.split(" ", 3)[1]) : Optional.empty();
  }

  private static ByteBuffer answer(Optional<String> json) {
    byte[] body = json.orElse("{\"errors\":[\"Not found.\"]}").getBytes(StandardCharsets.UTF_8);
    byte[] head =
        """
        HTTP/1.1 %s\r
        content-type: application/json; charset=UTF-8\r
        access-control-allow-origin: *\r
        content-length: %d\r
        \r
        """
            .formatted(json.isPresent() ? "200 OK" : "404 Not Found", body.length)
            .getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(head.length + body.length).put(head).put(body).flip();
  }

  private static void close(SelectionKey key) {
    if (key.attachment() instanceof Connection connection && key.isValid()) {
      connection.port.open.decrementAndGet();
    }
    key.cancel();
    try {
      key.channel().close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (Port port : ports) {
      port.channel.close();
    }
  }
}
