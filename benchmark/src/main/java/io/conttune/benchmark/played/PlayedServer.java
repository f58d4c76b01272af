package io.conttune.benchmark.played;

import io.conttune.benchmark.played.PlayedReply.Delivery;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves many clusters over HTTP/1.1 with one thread, each at a port of its own, and counts the
 * connections to each. A request of more than 64 KiB is not understood. Loopback only, on ports of
 * the system's choice.
 */
public final class PlayedServer implements AutoCloseable {
  private static final int MOST_OF_REQUEST = 64 * 1024;
  private static final int BACKLOG = 1024;
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *([0-9]{1,5})\r\n", Pattern.CASE_INSENSITIVE);

  private final Selector selector;
  private final List<Port> ports = new ArrayList<>();
  private volatile Optional<RuntimeException> broken = Optional.empty();
  private final Thread thread = new Thread(this::serve, "played clusters");

  private PlayedServer(Selector selector) {
    this.selector = selector;
  }

  /** Begins to serve these clusters. */
  public static PlayedServer start(List<? extends PlayedApi> clusters) throws IOException {
    PlayedServer server = new PlayedServer(Selector.open());
    for (PlayedApi cluster : clusters) {
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
    private final PlayedApi cluster;
    private final ServerSocketChannel channel;
    private final AtomicInteger open = new AtomicInteger();

    Port(PlayedApi cluster, ServerSocketChannel channel) {
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
    private boolean isLast;

    Connection(Port port) {
      this.port = port;
    }
  }

  /** The addresses of the clusters, in their order. */
  public List<URI> uris() {
    return ports.stream().map(Port::uri).toList();
  }

  /** The connections that are open to the cluster that has most of them. */
  public int mostConnections() {
    return ports.stream().mapToInt(port -> port.open.get()).max().orElse(0);
  }

  /** The connections that are open to all clusters together. */
  public int connections() {
    return ports.stream().mapToInt(port -> port.open.get()).sum();
  }

  /**
   * Makes sure that it still serves.
   *
   * @throws IllegalStateException if a cluster could not answer a request
   */
  public void check() {
    broken.ifPresent(
        cause -> {
          throw new IllegalStateException("a played cluster cannot answer", cause);
        });
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
    } catch (RuntimeException e) {
      broken = Optional.of(e);
      throw e;
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
      Optional<PlayedRequest> request = request(connection.request);
      if (request.isPresent()) {
        connection.request.clear();
        begin(connection, connection.port.cluster.answer(request.get()));
      } else if (!connection.request.hasRemaining()) {
        throw new ClosedChannelException();
      }
    }
    channel.write(connection.answer);
    if (connection.isLast && !connection.answer.hasRemaining()) {
      throw new ClosedChannelException();
    }
    key.interestOps(
        connection.answer.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  private static void begin(Connection connection, PlayedReply reply) {
    ByteBuffer whole = bytes(reply);
    connection.isLast = reply.delivery() == Delivery.HALF || reply.delivery() == Delivery.CLOSED;
    connection.answer =
        switch (reply.delivery()) {
          case WHOLE -> whole;
          case HALF -> whole.limit(whole.limit() - reply.body().length / 2);
          case CLOSED, NEVER -> ByteBuffer.allocate(0);
        };
  }

  /** A request that has come in full. */
  private static Optional<PlayedRequest> request(ByteBuffer bytes) {
    String text = StandardCharsets.ISO_8859_1.decode(bytes.duplicate().flip()).toString();
    int end = text.indexOf(END_OF_HEAD);
    if (end < 0) {
      return Optional.empty();
    }
    Matcher length = LENGTH.matcher(text.substring(0, end + 2));
    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
    int from = end + END_OF_HEAD.length();
    String[] first = text.split(" ", 3);
    return text.length() < from + body
        ? Optional.empty()
        : Optional.of(new PlayedRequest(first[0], first[1], text.substring(from, from + body)));
  }

  private static ByteBuffer bytes(PlayedReply reply) {
    byte[] body = reply.body();
    byte[] head =
        """
        HTTP/1.1 %d %s\r
        content-type: %s\r
        access-control-allow-origin: *\r
        content-length: %d\r
        \r
        """
            .formatted(
                reply.status(),
                reply.status() == 200 ? "OK" : "Played",
                reply.contentType(),
                body.length)
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
