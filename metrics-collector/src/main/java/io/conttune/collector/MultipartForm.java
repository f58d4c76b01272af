package io.conttune.collector;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A form of several parts, some of them files.
 *
 * @param boundary between the parts, which none of them has in it
 * @param parts each with its heading
 */
record MultipartForm(String boundary, List<BodyPublisher> parts) {
  MultipartForm {
    parts = List.copyOf(parts);
  }

  static MultipartForm empty() {
    return new MultipartForm(UUID.randomUUID().toString(), List.of());
  }

  /** With a field, such as JSON. */
  MultipartForm text(String name, String value) {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n".formatted(boundary, name);
    String type = "Content-Type: text/plain; charset=UTF-8\r\n\r\n";
    return with(BodyPublishers.ofString(head + type + value + "\r\n"));
  }

  /** With a file. */
  MultipartForm file(String name, String fileName, String type, BodyPublisher content) {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                .formatted(boundary, name, fileName)
            + "Content-Type: %s\r\n\r\n".formatted(type);
    return with(
        BodyPublishers.concat(
            BodyPublishers.ofString(head), content, BodyPublishers.ofString("\r\n")));
  }

  private MultipartForm with(BodyPublisher part) {
    List<BodyPublisher> all = new ArrayList<>(parts);
    all.add(part);
    return new MultipartForm(boundary, all);
  }

  /** The type of the whole. */
  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  BodyPublisher body() {
    List<BodyPublisher> all = new ArrayList<>(parts);
    all.add(BodyPublishers.ofString("--%s--\r\n".formatted(boundary)));
    return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
  }
}
