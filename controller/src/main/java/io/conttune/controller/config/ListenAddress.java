package io.conttune.controller.config;

import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.ScalarType;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.core.Case;
import io.conttune.core.Require;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The choice of the address for HTTP requests: a given one, the usual one, or none. */
public sealed interface ListenAddress {
  /** The usual address, which only programs of the same machine can reach. */
  At USUAL = new At("127.0.0.1", 8090);

  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<Auto, R, X> auto, Case<At, R, X> at, Case<Off, R, X> off)
      throws X;

  /**
   * This address if its port is free, otherwise nowhere.
   *
   * @param usual that nobody has chosen
   */
  record Auto(At usual) implements ListenAddress {
    @Override
    public <R, X extends Exception> R match(
        Case<Auto, R, X> auto, Case<At, R, X> at, Case<Off, R, X> off) throws X {
      return auto.of(this);
    }
  }

  /**
   * This address; the service does not start if it is taken.
   *
   * @param host name or IP address, an IPv6 address without its brackets
   * @param port 0 for any free one
   */
  record At(String host, int port) implements ListenAddress {
    private static final int HIGHEST_PORT = 65_535;

    /** The host, in brackets if it is of IPv6, and a port up to the highest. */
    private static final String FORM =
        "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+\\])"
            + ":(\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    public At {
      Require.text("host", host);
      if (port < 0 || port > HIGHEST_PORT) {
        throw new IllegalArgumentException("port must be from 0 to 65535, but is " + port);
      }
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Auto, R, X> auto, Case<At, R, X> at, Case<Off, R, X> off) throws X {
      return at.of(this);
    }

    /** The address as it is typed. */
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static At parse(String text) throws Mismatch {
      Matcher form = PATTERN.matcher(text);
      if (!form.matches()) {
        throw new Mismatch(
            "is \"%s\", expected host:port such as %s, or one of auto, off".formatted(text, USUAL));
      }
      return new At(form.group(1).replaceAll("^\\[|\\]$", ""), Integer.parseInt(form.group(2)));
    }
  }

  /** Nowhere. */
  record Off() implements ListenAddress {
    @Override
    public <R, X extends Exception> R match(
        Case<Auto, R, X> auto, Case<At, R, X> at, Case<Off, R, X> off) throws X {
      return off.of(this);
    }
  }

  /** The type of its setting. */
  static ScalarType<ListenAddress> type() {
    return Scalars.text()
        .map(ListenAddress::parse, ListenAddress::word)
        .described(
            "`auto`, `off`, or host:port",
            Map.of("type", "string", "pattern", "^(auto|off|" + At.FORM + ")$"));
  }

  private static ListenAddress parse(String text) throws Mismatch {
    return switch (text) {
      case "auto" -> new Auto(USUAL);
      case "off" -> new Off();
      default -> At.parse(text);
    };
  }

  private static String word(ListenAddress address) {
    return address.match(auto -> "auto", At::toString, off -> "off");
  }
}
