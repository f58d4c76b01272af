package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.JobDefaults;
import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.input.Reading;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of jobs that are changed, added and removed while the service runs. */
final class JobFilesWatchTest {
  @TempDir private Path directory;
  private final List<Event> events = new ArrayList<>();
  private final ConfigReader reader = new ConfigReader(Map.of());
  private JobDefaults defaults = JobDefaults.NONE;
  private JobFilesWatch watch;

  @BeforeEach
  void startWithOneJob() throws IOException {
    watch = new JobFilesWatch(() -> reader.jobs(directory, defaults), events::add);
    write("a.yaml", "job: A\nflink: http://127.0.0.1:8081\n");
    assertThat(names()).containsExactly("A");
  }

  @Test
  void takesUpAFileThatIsAdded() throws IOException {
    write("b.yaml", "job: B\nflink: http://127.0.0.1:8081\n");

    assertThat(names()).containsExactly("A", "B");
  }

  @Test
  void takesUpAChange() throws IOException {
    write("a.yaml", "job: A\nflink: http://127.0.0.1:8081\ncooldown: 7s\n");

    assertThat(watch.look()).extracting(JobConfig::cooldown).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void leavesAJobWhoseFileIsMissingTwiceInARow() throws IOException {
    write("b.yaml", "job: B\nflink: http://127.0.0.1:8081\n");
    names();
    Files.delete(directory.resolve("b.yaml"));

    assertThat(names()).containsExactly("A", "B");
    assertThat(names()).containsExactly("A");
  }

  @Test
  void keepsTheLastGoodContentsOfAFileWithAFaultAndTellsTheFaultOnce() throws IOException {
    write("a.yaml", "job: A\nflink: http://127.0.0.1:8081\ncooldwn: 7s\n");

    assertThat(names()).containsExactly("A");
    assertThat(names()).containsExactly("A");

    assertThat(events).extracting(Event::name).containsExactly(EventName.JOB_FILE_FAULTY);
    assertThat(events.get(0).fields().get("faults").toString()).contains("a.yaml:3:1", "cooldwn");
    assertThat(events.get(0).fields().get("next").toString()).contains("as its file said before");
  }

  /** The fault stands in another file, but it is this job that goes on as before. */
  @Test
  void keepsAJobForWhichTheDefaultsHaveAFault() throws IOException {
    write("service", "store: data\njobs: .\ndefaults: {tuner: {alpha: 3}}\n");
    defaults =
        ((Reading.Valid<ServiceConfig>) reader.service(directory.resolve("service")))
            .value()
            .defaults();

    assertThat(names()).containsExactly("A");
    assertThat(names()).containsExactly("A");

    assertThat(events).extracting(Event::name).containsExactly(EventName.JOB_FILE_FAULTY);
    assertThat(events.get(0).fields())
        .containsEntry("file", directory.resolve("a.yaml").toString());
    assertThat(events.get(0).fields().get("faults").toString()).contains("service:3:20");
  }

  @Test
  void tellsAnotherFaultOfTheSameFileAndThatItIsCorrectAgain() throws IOException {
    write("a.yaml", "job: A\nflink: http://127.0.0.1:8081\ncooldwn: 7s\n");
    names();
    write("a.yaml", "job: A\nflink: http://127.0.0.1:8081\ncooldown: x\n");
    names();
    write("a.yaml", "job: A\nflink: http://127.0.0.1:8081\n");
    names();

    assertThat(events)
        .extracting(Event::name)
        .containsExactly(
            EventName.JOB_FILE_FAULTY, EventName.JOB_FILE_FAULTY, EventName.JOB_FILE_CORRECT);
  }

  @Test
  void aSecondFileForAJobChangesNothingOfTheFirst() throws IOException {
    write("b.yaml", "job: A\nflink: http://127.0.0.1:8081\ncooldown: 7s\n");

    assertThat(watch.look()).extracting(JobConfig::cooldown).containsExactly(Duration.ZERO);
    assertThat(watch.look()).extracting(JobConfig::cooldown).containsExactly(Duration.ZERO);
    assertThat(events)
        .extracting(Event::name)
        .containsExactly(EventName.JOB_FILE_FAULTY, EventName.JOB_FILE_FAULTY);
  }

  @Test
  void aFaultyFileThatIsDeletedWasNotCorrected() throws IOException {
    write("b.yaml", "job: B\ncooldwn: 7s\n");
    names();
    Files.delete(directory.resolve("b.yaml"));
    names();

    assertThat(events).extracting(Event::name).containsExactly(EventName.JOB_FILE_FAULTY);
  }

  @Test
  void aDirectoryThatCannotBeReadCorrectsNoFile() throws IOException {
    write("a.yaml", "job: A\ncooldwn: 7s\n");
    names();
    Files.delete(directory.resolve("a.yaml"));
    names();
    write("a.yaml", "job: A\ncooldwn: 7s\n");
    names();

    assertThat(events)
        .extracting(event -> event.name() + " " + event.fields().get("file"))
        .containsExactly(
            EventName.JOB_FILE_FAULTY + " " + directory.resolve("a.yaml"),
            EventName.JOB_FILE_FAULTY + " " + directory,
            EventName.JOB_FILE_CORRECT + " " + directory);
  }

  @Test
  void takesAnEmptyDirectoryForAMistake() throws IOException {
    Files.delete(directory.resolve("a.yaml"));

    assertThat(names()).containsExactly("A");
    assertThat(names()).containsExactly("A");
    assertThat(events).extracting(Event::name).containsExactly(EventName.JOB_FILE_FAULTY);
  }

  private List<String> names() {
    return watch.look().stream().map(JobConfig::job).toList();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
