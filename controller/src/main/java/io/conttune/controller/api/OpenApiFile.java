package io.conttune.controller.api;

import io.conttune.controller.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The description of the API for programs, in OpenAPI. */
final class OpenApiFile {
  private static final String NAME = "openapi.yaml";
  private static final String MEDIA_TYPE = "application/yaml; charset=utf-8";

  private OpenApiFile() {}

  static Reply reply() {
    return new Reply(200, MEDIA_TYPE, text());
  }

  static String text() {
    try (InputStream file = OpenApiFile.class.getResourceAsStream(NAME)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(NAME + " cannot be read from the archive", e);
    }
  }
}
