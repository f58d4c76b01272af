package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.input.Reading;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service's own file is changed while the service runs. */
final class ServiceFileWatchTest {
  private static final String STORE = "store: data/conttune\n";

  @TempDir private Path directory;
  private final List<Event> events = new ArrayList<>();
  private final ConfigReader reader = new ConfigReader(Map.of());
  private Path file;
  private ServiceFileWatch watch;

  @BeforeEach
  void start() throws IOException {
    file = directory.resolve("conttune.yaml");
    write(STORE + "jobs: jobs\n");
    ServiceConfig started = ((Reading.Valid<ServiceConfig>) reader.service(file)).value();
    watch = new ServiceFileWatch(file, () -> reader.service(file), started, events::add);
  }

  private ServiceConfig written(String text) throws IOException {
    write(text);
    return watch.look();
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  private Object keys(int event) {
    return events.get(event).fields().get("keys");
  }

  @Test
  void aFileThatSaysTheSameIsNothingToTell() throws IOException {
    written("# why\n" + STORE + "jobs:   jobs\n");

    assertThat(events).isEmpty();
  }

  @Test
  void takesAnotherDirectoryAndDefaults() throws IOException {
    ServiceConfig now = written(STORE + "jobs: other\ndefaults: {cooldown: 7s}\n");
    watch.look();

    assertThat(now.jobs()).isEqualTo(directory.resolve("other"));
    assertThat(events).extracting(Event::name).containsExactly(EventName.SERVICE_SETTINGS_TAKEN);
    assertThat(keys(0)).isEqualTo(List.of("jobs", "defaults"));
  }

  @Test
  void whatCannotBeTakenNeedsARestartWhichIsToldOnce() throws IOException {
    written("store: data/other\njobs: jobs\nlisten: 'off'\n");
    watch.look();
    written("store: data/other\njobs: jobs\n");
    written(STORE + "jobs: jobs\n");

    assertThat(events)
        .extracting(Event::name)
        .containsExactly(EventName.SERVICE_RESTART_NEEDED, EventName.SERVICE_RESTART_NEEDED);
    assertThat(keys(0)).isEqualTo(List.of("store", "listen"));
    assertThat(keys(1)).isEqualTo(List.of("store"));
    assertThat(events.get(0).fields().get("next").toString()).startsWith("restart the service");
  }

  @Test
  void aFaultyFileKeepsTheLastGoodContentsAndIsToldOnce() throws IOException {
    ServiceConfig good = written(STORE + "jobs: other\n");

    assertThat(written(STORE + "jobz: third\n")).isEqualTo(good);
    assertThat(watch.look()).isEqualTo(good);
    written(STORE + "jobs: other\n");

    assertThat(events)
        .extracting(Event::name)
        .containsExactly(
            EventName.SERVICE_SETTINGS_TAKEN,
            EventName.SERVICE_FILE_FAULTY,
            EventName.SERVICE_FILE_CORRECT);
    assertThat(events.get(1).fields().get("faults").toString())
        .contains(file + ":2:1: jobz: is not a known key");
  }
}
