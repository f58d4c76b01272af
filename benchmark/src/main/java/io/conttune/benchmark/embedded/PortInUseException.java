package io.conttune.benchmark.embedded;

import java.io.IOException;

/** Somebody else listens on the port that the embedded Flink was to have. */
public final class PortInUseException extends IOException {

  private static final long serialVersionUID = 1;

  private final int port;

  PortInUseException(int port, Throwable cause) {
    super("port " + port + " of 127.0.0.1 is in use: choose another, or 0 for any free one", cause);
    this.port = port;
  }

  public int port() {
    return port;
  }
}
