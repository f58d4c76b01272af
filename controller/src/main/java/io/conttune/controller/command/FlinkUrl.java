package io.conttune.controller.command;

import java.net.URI;

/** The address of a cluster on the command line. */
final class FlinkUrl {
  private FlinkUrl() {}

  static boolean isOne(URI url) {
    boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    return isWeb && url.getHost() != null;
  }

  static String fault(URI url) {
    return "command line: URL: is %s, expected an address such as http://127.0.0.1:8081"
        .formatted(url);
  }
}
