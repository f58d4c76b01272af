package io.conttune.controller.config;

import io.conttune.collector.Credentials;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.core.Require;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The way in which the controller identifies itself to a cluster, or to the proxy before it. */
public sealed interface FlinkLogin {
  /** The same for the client. */
  Credentials credentials();

  /** User and password, where these are the way. */
  default Optional<Basic> basic() {
    return Optional.empty();
  }

  /** The token, where it is the way. */
  default Optional<Secret> bearer() {
    return Optional.empty();
  }

  /** No identification: the cluster asks for none. */
  record None() implements FlinkLogin {
    @Override
    public Credentials credentials() {
      return Credentials.NONE;
    }
  }

  /** A user and a password, with every request. */
  record Basic(String user, Secret password) implements FlinkLogin {
    public Basic {
      Require.text("user", user);
      Objects.requireNonNull(password, "password");
    }

    @Override
    public Credentials credentials() {
      return new Credentials.Basic(user, password.supplier());
    }

    @Override
    public Optional<Basic> basic() {
      return Optional.of(this);
    }

    private static Basic bind(Fields<Basic> fields, FileContext context) {
      return new Basic(
          fields.value(
              Setting.required(
                  "user",
                  Scalars.text()
                      .map(Basic::user, user -> user)
                      .described("text", Map.of("pattern", "^[^:]*[^:\\s][^:]*$")),
                  "conttune",
                  "the name of a user",
                  "Name of the user."),
              Basic::user),
          fields.value(
              Setting.required(
                  "password",
                  context.secret(),
                  new Secret("${env:FLINK_PASSWORD}", () -> ""),
                  "${env:NAME} or ${file:/path}",
                  "The user's password, as a [reference](#secrets)."),
              Basic::password));
    }

    private static String user(String text) throws Mismatch {
      if (text.indexOf(':') >= 0) {
        throw new Mismatch("holds a colon, which basic authentication does not allow");
      }
      return text;
    }
  }

  /** A token, with every request. */
  record Bearer(Secret token) implements FlinkLogin {
    public Bearer {
      Objects.requireNonNull(token, "token");
    }

    @Override
    public Credentials credentials() {
      return new Credentials.Bearer(token.supplier());
    }

    @Override
    public Optional<Secret> bearer() {
      return Optional.of(token);
    }
  }

  /** Binds the two keys, of which at most one may stand there. */
  static FlinkLogin bind(Fields<FlinkLogin> fields, FileContext context) {
    Setting<Optional<Basic>> basicKey =
        Setting.optional(
            "basic",
            new Section<Basic>(below -> Basic.bind(below, context)),
            "User and password that every request carries.");
    Setting<Optional<Secret>> bearerKey =
        Setting.optional(
            "bearer",
            context.secret(),
            "Token that every request carries, as a [reference](#secrets).");
    Optional<Basic> basic = fields.value(basicKey, FlinkLogin::basic);
    Optional<Secret> bearer = fields.value(bearerKey, FlinkLogin::bearer);
    fields.holds(
        basic.isEmpty() || bearer.isEmpty(),
        "stands beside basic, expected one of them",
        bearerKey,
        basicKey);
    return basic
        .<FlinkLogin>map(login -> login)
        .or(() -> bearer.map(Bearer::new))
        .orElseGet(None::new);
  }
}
