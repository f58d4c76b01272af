package io.conttune.flink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The two ports of a job manager that must be known before it runs, so that one that is started
 * again is found where it was. Everything else in a cluster takes port 0.
 */
record Ports(int rest, int jobManager) {

  /** Two that nobody listens on now; who takes one in between makes the start fail. */
  static Ports free() throws IOException {
    try (ServerSocket rest = free(0);
        ServerSocket jobManager = free(0)) {
      return new Ports(rest.getLocalPort(), jobManager.getLocalPort());
    }
  }

  private static ServerSocket free(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
