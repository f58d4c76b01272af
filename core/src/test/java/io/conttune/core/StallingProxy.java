package io.conttune.core;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands on loopback before a TCP server. While it stalls, it takes connections and bytes and
 * passes none on, so that the server seems to hang. What it has taken, it passes on when it
 * resumes, as a network does.
 */
public final class StallingProxy implements AutoCloseable {
  private static final int BUFFER = 65_536;

  private final InetSocketAddress server;
  private final ServerSocket door;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(StallingProxy::thread);
  private boolean stalled;
  private Optional<Trap> trap = Optional.empty();

  /** The part of an exchange that is held back when the proxy stalls at a request. */
  public enum Held {
    /** The request; the server does not know of it yet. */
    REQUEST,
    /** The answer; the server has done what it was asked. */
    ANSWER
  }

  private record Trap(String text, Held held) {}

  private StallingProxy(InetSocketAddress server, ServerSocket door) {
    this.server = server;
    this.door = door;
  }

  /** Starts one before the server at this port of loopback. */
  public static StallingProxy to(int port) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    StallingProxy proxy =
        new StallingProxy(new InetSocketAddress(loopback, port), new ServerSocket(0, 50, loopback));
    proxy.threads.execute(proxy::takeConnections);
    return proxy;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "stalling-proxy");
    thread.setDaemon(true);
    return thread;
  }

  /** The port at which it listens. */
  public int port() {
    return door.getLocalPort();
  }

  /** Passes nothing on from now on. */
  public synchronized void stall() {
    stalled = true;
  }

  /** Stalls at the next request that contains this text. */
  public synchronized void stallAt(String text, Held held) {
    trap = Optional.of(new Trap(text, held));
  }

  /** Whether it passes nothing on at present. */
  public synchronized boolean isStalled() {
    return stalled;
  }

  /** Passes on what it has taken, and what comes. */
  public synchronized void resume() {
    stalled = false;
    trap = Optional.empty();
    notifyAll();
  }

  private synchronized void awaitResumption() throws InterruptedException {
    while (stalled) {
      wait();
    }
  }

  private void takeConnections() {
    try {
      while (true) {
        Socket client = door.accept();
        sockets.add(client);
        Socket upstream = new Socket(server.getAddress(), server.getPort());
        sockets.add(upstream);
        threads.execute(() -> pump(client, upstream, this::awaitTurnOfRequest));
        threads.execute(() -> pump(upstream, client, answer -> awaitResumption()));
      }
    } catch (IOException closed) {
      // Nobody can connect any more.
      return;
    }
  }

  /** Holds a message back, or lets it pass. */
  private interface Gate {
    void await(String message) throws InterruptedException;
  }

  private void awaitTurnOfRequest(String request) throws InterruptedException {
    if (!springs(request)) {
      awaitResumption();
    }
  }

  /** Whether the proxy stalls at this request, which alone is passed on. */
  private synchronized boolean springs(String request) {
    if (stalled || trap.isEmpty() || !request.contains(trap.get().text())) {
      return false;
    }
    stalled = true;
    return trap.get().held() == Held.ANSWER;
  }

  private void pump(Socket from, Socket to, Gate gate) {
    byte[] bytes = new byte[BUFFER];
    try (from;
        to) {
      int count = from.getInputStream().read(bytes);
      while (count >= 0) {
        gate.await(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
        to.getOutputStream().write(bytes, 0, count);
        count = from.getInputStream().read(bytes);
      }
      // The end of a connection is held back, too.
      awaitResumption();
    } catch (IOException ended) {
      // One side is gone, and with it the other.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.shutdownNow();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
