package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.WebhookConfig;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.controller.log.EventName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section webhooks of the service's file. */
class WebhookFileTest {
  @TempDir private Path directory;

  private Reading<ServiceConfig> read(String webhook) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("conttune.yaml"),
            "store: data\njobs: jobs\nwebhooks:\n  chat: " + webhook + "\n");
    return new ConfigReader(Map.of("HOOK", "https://chat.example.org/planted")).service(file);
  }

  private WebhookConfig valid(String webhook) throws IOException {
    return ((Reading.Valid<ServiceConfig>) read(webhook)).value().webhooks().get("chat");
  }

  @Test
  void anAddressIsEnough() throws IOException {
    WebhookConfig chat = valid("{url: 'https://chat.example.org/hook?room=1'}");

    assertThat(chat.url().orElseThrow().reveal()).isEqualTo("https://chat.example.org/hook?room=1");
    assertThat(chat.wants(EventName.JOB_DOWN)).isTrue();
    assertThat(chat.wants(EventName.DECISION)).isFalse();
    assertThat(chat.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(chat.giveUpAfter()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void theAddressAndHeadersMayBeReferences() throws IOException {
    WebhookConfig chat =
        valid(
            "{url: '${env:HOOK}', headers: {X-Token: '${env:HOOK}'},"
                + " events: [job-down, rescale-failed]}");

    assertThat(chat.url().orElseThrow().reveal()).isEqualTo("https://chat.example.org/planted");
    assertThat(chat.toString()).doesNotContain("planted");
    assertThat(chat.events()).containsExactly(EventName.JOB_DOWN, EventName.RESCALE_FAILED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                    | url: is missing, expected the URL to which",
        "{url: chat}                           | url: is no URL, expected one such as https://",
        "{url: 'http://x', events: [job-donw]} | (did you mean job-down?)",
        "{url: 'http://x', events: [job-down, webhook-failed]} | is never sent to a webhook, expected another",
        "{url: 'http://x', headers: {Host: '${env:HOOK}'}} | is no header that can be added",
        "{url: 'http://x', headers: {X-Token: planted}}    | is no reference",
        "{url: 'http://user:planted@x/'}       | is no URL",
        "{url: 'http://x', timeout: 1ms}       | expected from 200ms to 8760h"
      })
  void aFaultIsToldWithItsPlace(String webhook, String fault) throws IOException {
    List<Fault> faults = new ArrayList<>();

    assertThat(read(webhook).valueOr(faults)).isEmpty();

    assertThat(faults).singleElement().asString().contains("conttune.yaml:4:", fault);
    assertThat(faults.toString()).doesNotContain("planted");
  }
}
