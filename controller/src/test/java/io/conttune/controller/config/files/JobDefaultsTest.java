package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.Mode;
import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.TuningMethod;
import io.conttune.controller.config.files.ConfigReader.JobFiles;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The section defaults of the service's file. */
class JobDefaultsTest {
  private static final String SERVICE = "store: data/conttune\njobs: jobs\ndefaults:\n";

  @TempDir private Path directory;
  private final ConfigReader reader = new ConfigReader(Map.of());

  @BeforeEach
  void makeDirectory() throws IOException {
    Files.createDirectory(directory.resolve("jobs"));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private Path service(String... defaults) throws IOException {
    return write("conttune.yaml", SERVICE + "  " + String.join("\n  ", defaults) + "\n");
  }

  private JobFiles jobs(Path service) {
    ServiceConfig config = ((Reading.Valid<ServiceConfig>) reader.service(service)).value();
    return reader.jobs(config.jobs(), config.defaults());
  }

  private JobConfig only(Path service) {
    JobFiles files = jobs(service);
    assertThat(files.faults()).isEmpty();
    assertThat(files.jobs()).hasSize(1);
    return files.jobs().get(0);
  }

  private List<String> faults(Path service) {
    return reader.validate(List.of(service)).stream().map(Fault::toString).toList();
  }

  @Test
  void whatAJobsFileDoesNotSayIsAsTheDefaultsSay() throws IOException {
    write("jobs/a.yaml", "job: A\n");

    JobConfig job = only(service("flink: http://one:8081", "mode: observe", "cooldown: 7s"));

    assertThat(job.flink().urls()).hasToString("[http://one:8081]");
    assertThat(job.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(job.cooldown()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void theFileOfAJobWinsKeyByKey() throws IOException {
    write("jobs/a.yaml", "job: A\ncooldown: 9s\nmetrics: {poll: 2s}\nflink: http://two:8081\n");

    JobConfig job =
        only(
            service(
                "flink: [http://one:8081, http://other:8081]",
                "cooldown: 7s",
                "metrics: {poll: 3s, window: 40s}"));

    assertThat(job.flink().urls()).hasToString("[http://two:8081]");
    assertThat(job.cooldown()).isEqualTo(Duration.ofSeconds(9));
    assertThat(job.metrics().poll()).isEqualTo(Duration.ofSeconds(2));
    assertThat(job.metrics().window()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void aKeyWithoutAValueTakesTheDefaultAway() throws IOException {
    write("jobs/a.yaml", "job: A\ncooldown:\ntuner: {method: ds2, activation:}\n");

    JobConfig job =
        only(service("flink: http://one:8081", "cooldown: 7s", "tuner: {activation: 0.5}"));

    assertThat(job.cooldown()).isEqualTo(Duration.ZERO);
    assertThat(job.tuner().method().name()).isEqualTo(TuningMethod.Name.DS2);
  }

  @Test
  void aFaultOfTheDefaultsIsToldWithItsPlaceAndOnce() throws IOException {
    write("jobs/a.yaml", "job: A\n");
    write("jobs/b.yaml", "job: B\n");
    Path service = service("flink: http://one:8081", "cooldwn: 7s", "payback: x");

    assertThat(faults(service))
        .satisfiesExactly(
            unknown ->
                assertThat(unknown)
                    .startsWith(service + ":5:3: defaults.cooldwn: is not a known key")
                    .endsWith("(did you mean cooldown?)"),
            wrong ->
                assertThat(wrong)
                    .startsWith(
                        service + ":6:12: defaults.payback: is \"x\", expected a duration"));
  }

  @Test
  void aFaultThatOnlyShowsWithAJobsFileIsToldWhereTheDefaultStands() throws IOException {
    write("jobs/a.yaml", "job: A\ntuner: {method: ds2}\n");
    Path service = service("flink: http://one:8081", "tuner: {alpha: 3}");

    assertThat(faults(service))
        .singleElement()
        .asString()
        .startsWith(service + ":5:11: tuner.alpha: has no effect with method: ds2");
    assertThat(jobs(service).faultsByFile())
        .containsOnlyKeys(directory.resolve("jobs/a.yaml").toString());
  }

  @Test
  void nothingIsMissingInDefaults() throws IOException {
    write("jobs/a.yaml", "job: A\nflink: http://one:8081\nrescale: {in-place: always}\n");

    assertThat(only(service("mode: act")).mode()).isEqualTo(Mode.ACT);
  }

  @Test
  void whatIsMissingInAJobsFileIsToldThere() throws IOException {
    Path job = write("jobs/a.yaml", "job: A\n");

    assertThat(faults(service("mode: act")))
        .allSatisfy(fault -> assertThat(fault).startsWith(job + ":1:1: "))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "job: A, defaults.job: names one job",
    "5, 'defaults: is a single value, expected a mapping'"
  })
  void defaultsAreSettingsOfEveryJob(String line, String fault) throws IOException {
    write("jobs/a.yaml", "job: A\nflink: http://one:8081\n");

    assertThat(faults(service(line))).singleElement().asString().contains(fault);
  }

  @Test
  void aJobsFileThatIsNamedWithItsServiceHasItsDefaults() throws IOException {
    Path job = write("jobs/a.yaml", "job: A\n");
    Path service = service("flink: http://one:8081");

    ConfigReader.Checked checked = reader.check(List.of(job, service));

    assertThat(checked.faults()).isEmpty();
    assertThat(checked.files()).isEqualTo(2);
    assertThat(checked.jobs()).containsOnlyKeys(job.toString());
  }

  @Test
  void aJobsFileThatIsNamedAloneHasTheDefaultsOfTheServiceBesideItsDirectory() throws IOException {
    Path job = write("jobs/a.yaml", "job: A\n");
    Path service = service("flink: http://one:8081", "cooldown: 7s");

    ConfigReader.Checked checked = reader.check(List.of(job));

    assertThat(checked.faults()).isEmpty();
    assertThat(checked.files()).isEqualTo(1);
    assertThat(checked.jobs().get(job.toString()).cooldown()).isEqualTo(Duration.ofSeconds(7));
    Files.writeString(service, SERVICE + "  cooldwn: 7s\n");
    assertThat(faults(job)).anySatisfy(fault -> assertThat(fault).contains("cooldwn"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "store: data/conttune\njobs: others\ndefaults: {cooldown: 7s}\n",
        "store: {url: data/conttune, password: '${env:NOT_SET}'}\njobs: jobs\n"
      })
  void aServiceThatSaysNothingOfTheJobIsNotAskedAbout(String service) throws IOException {
    Path job = write("jobs/a.yaml", "job: A\nflink: http://one:8081\n");
    write("conttune.yaml", service);

    ConfigReader.Checked checked = reader.check(List.of(job));

    assertThat(checked.faults()).isEmpty();
    assertThat(checked.jobs().get(job.toString()).cooldown()).isEqualTo(Duration.ZERO);
  }

  @Test
  void aKeyWithoutAValueIsAFaultOnceItsDefaultIsGone() throws IOException {
    Path job = write("jobs/a.yaml", "job: A\nflink: http://one:8081\ncooldown:\n");

    assertThat(faults(service("payback: 5m")))
        .singleElement()
        .asString()
        .startsWith(job + ":3:")
        .contains("cooldown: has no value");
  }

  @Test
  void defaultsThatSayTheSameInOtherPlacesAreAlike() throws IOException {
    ServiceConfig one =
        ((Reading.Valid<ServiceConfig>) reader.service(service("cooldown: 7s"))).value();
    ServiceConfig moved =
        ((Reading.Valid<ServiceConfig>) reader.service(service("# why", "cooldown:   7s"))).value();
    ServiceConfig changed =
        ((Reading.Valid<ServiceConfig>) reader.service(service("cooldown: 8s"))).value();

    assertThat(moved.takenFrom(one)).isEmpty();
    assertThat(changed.takenFrom(one)).containsExactly("defaults");
  }
}
