package io.conttune.controller.config;

import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import java.util.Objects;
import java.util.Optional;

/**
 * The tokens by which callers of the HTTP address show what they may do.
 *
 * @param view of those who may read
 * @param operate of those who may also act
 */
public record TokensConfig(Optional<Secret> view, Optional<Secret> operate) {
  /** No tokens: only programs of the same machine are answered. */
  public static final TokensConfig NONE = new TokensConfig(Optional.empty(), Optional.empty());

  public TokensConfig {
    Objects.requireNonNull(view, "view");
    Objects.requireNonNull(operate, "operate");
  }

  static Section<TokensConfig> section(FileContext context) {
    return new Section<>(fields -> bind(fields, context));
  }

  private static TokensConfig bind(Fields<TokensConfig> fields, FileContext context) {
    return new TokensConfig(
        fields.value(
            Setting.optional(
                "view",
                context.secret(),
                "Token of those who may read metrics and jobs, as a [reference](#secrets)."),
            TokensConfig::view),
        fields.value(
            Setting.optional(
                "operate",
                context.secret(),
                "Token of those who may also act by hand, as a [reference](#secrets)."),
            TokensConfig::operate));
  }
}
