package io.conttune.controller.config.files;

import io.conttune.controller.config.FileContext;
import io.conttune.controller.config.Secret;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.ScalarType;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.secret.SecretMissingException;
import io.conttune.core.secret.SecretReference;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Resolves paths against the directory of a configuration file, and references to secrets, so that
 * no secret stands in a YAML file.
 *
 * @param secrets finds them
 * @param file the configuration file
 */
record ConfigFileContext(SecretLookup secrets, Path file) implements FileContext {
  private static final Pattern WEB = Pattern.compile("https?://[^/?#@\\s]+([/?#]\\S*)?");

  ConfigFileContext {
    Objects.requireNonNull(secrets, "secrets");
    Objects.requireNonNull(file, "file");
  }

  @Override
  public Path path(String text) {
    return file.resolveSibling(text);
  }

  @Override
  public FileContext in(Path directory) {
    return new ConfigFileContext(secrets, directory.resolve(file.getFileName()));
  }

  /** A reference, and nothing else: a secret typed into the file is a fault. */
  @Override
  public ScalarType<Secret> secret() {
    return Scalars.text()
        .map(this::secret, Secret::reference)
        .described(
            "reference", Map.of("type", "string", "pattern", "^" + SecretReference.FORM + "$"));
  }

  @Override
  public ScalarType<Secret> urlOrReference() {
    return Scalars.text()
        .map(text -> text.startsWith("${") ? secret(text) : url(text), Secret::reference)
        .described(
            "URL, or reference",
            Map.of(
                "type",
                "string",
                "pattern",
                "^(https?://[^/?#@\\s]+([/?#]\\S*)?|" + SecretReference.FORM + ")$"));
  }

  /** What follows the host may be a secret, so the text is not repeated. */
  private static Secret url(String text) throws Mismatch {
    if (!WEB.matcher(text).matches() || !isUrl(text)) {
      throw new Mismatch(
          "is no URL, expected one such as https://example.org/hook, or ${env:NAME} or"
              + " ${file:/path}");
    }
    return new Secret(text, () -> text);
  }

  private static boolean isUrl(String text) {
    try {
      return new URI(text).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private Secret secret(String text) throws Mismatch {
    SecretReference reference =
        SecretReference.of(text)
            .orElseThrow(
                () -> new Mismatch("is no reference, expected ${env:NAME} or ${file:/path}"));
    find(reference);
    return new Secret(text, () -> revealed(reference));
  }

  /** Looks the secret up anew: a file may have changed since it was checked. */
  private String revealed(SecretReference reference) throws IOException {
    try {
      return secrets.find(located(reference));
    } catch (SecretMissingException gone) {
      throw new IOException(reference + " " + gone.getMessage(), gone);
    }
  }

  @Override
  public ScalarType<String> textOrReference() {
    return Scalars.text()
        .map(
            text -> {
              Optional<SecretReference> reference = SecretReference.of(text);
              return reference.isPresent() ? find(reference.get()) : text;
            },
            text -> text);
  }

  /** A launch is kept in the journal, which knows nothing of this file's directory. */
  @Override
  public String withReferences(String text) throws Mismatch {
    for (SecretReference reference : SecretReference.in(text)) {
      if (!located(reference).equals(reference)) {
        throw new Mismatch(
            "names the file %s, expected an absolute path".formatted(reference.name()));
      }
      find(reference);
    }
    return text;
  }

  private String find(SecretReference reference) throws Mismatch {
    try {
      return secrets.find(located(reference));
    } catch (SecretMissingException e) {
      throw new Mismatch(e.getMessage());
    }
  }

  /** A relative file starts at the directory of this one. */
  private SecretReference located(SecretReference reference) {
    return switch (reference.source()) {
      case ENVIRONMENT -> reference;
      case FILE -> new SecretReference(reference.source(), path(reference.name()).toString());
    };
  }
}
