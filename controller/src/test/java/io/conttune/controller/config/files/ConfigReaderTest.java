package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.JobDefaults;
import io.conttune.controller.config.ListenAddress;
import io.conttune.controller.config.Secret;
import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.StoreConfig;
import io.conttune.controller.config.TokensConfig;
import io.conttune.controller.config.files.ConfigReader.JobFiles;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as a whole: several at once, the service's file, secrets, and what is no YAML at all. */
class ConfigReaderTest {
  private static final String JOB = "job: WordCount\nflink: http://127.0.0.1:8081\n";

  @TempDir private Path directory;

  private final ConfigReader reader = new ConfigReader(Map.of("DB_PASSWORD", "tell-no-one"));

  @Test
  void sixFaultsOfOneFileAreSixPositions() throws IOException {
    Path file =
        write(
            "six.yaml",
            """
            flink: [http://one:8081, nowhere]
            mode: actt
            metrics:
              pol: 5s
              window: 1minute
            parallelism: {min: 8, max: 4}
            """);

    List<Fault> faults = reader.validate(List.of(file));

    assertThat(faults)
        .extracting(fault -> fault.line() + ":" + fault.column() + ":" + fault.path())
        .containsExactly(
            "1:1:job",
            "1:26:flink[1]",
            "2:7:mode",
            "4:3:metrics.pol",
            "5:11:metrics.window",
            "6:20:parallelism.min");
    assertThat(faults).allSatisfy(fault -> assertThat(fault.file()).isEqualTo(file.toString()));
    assertThat(faults.get(3))
        .hasToString(
            file
                + ":4:3: metrics.pol: is not a known key, expected one of deadline, gauge-ramp, poll, rates,"
                + " source, staleness, warm-up, window (did you mean poll?)");
  }

  @Test
  void faultsOfSeveralFilesComeAtOnceInTheOrderOfFileAndPosition() throws IOException {
    Path second = write("b.yaml", JOB + "mode: x\ncatch-up: y\n");
    Path first = write("a.yaml", JOB + "cooldown: z\n");
    Path service = write("conttune.yaml", "store: data/db\n");
    Path fine = write("fine.yaml", JOB);

    List<Fault> faults = reader.validate(List.of(second, first, service, fine));

    assertThat(faults)
        .extracting(fault -> Path.of(fault.file()).getFileName() + ":" + fault.line())
        .containsExactly("a.yaml:3", "b.yaml:3", "b.yaml:4", "conttune.yaml:1");
    assertThat(faults.get(3).path()).isEqualTo("jobs");
  }

  @Test
  void aFileWithoutFaultIsValid() throws IOException {
    assertThat(reader.validate(List.of(write("job.yaml", JOB)))).isEmpty();
  }

  @Test
  void jobsOfADirectoryAreReadTogether() throws IOException {
    write("b.yaml", JOB);
    write("a.yml", JOB.replace("WordCount", "Q1"));
    write("notes.txt", "not: yaml: at all");

    JobFiles files = reader.jobs(directory, JobDefaults.NONE);

    assertThat(files.faults()).isEmpty();
    assertThat(files.jobs()).extracting(JobConfig::job).containsExactly("Q1", "WordCount");
  }

  @Test
  void aFaultyFileKeepsNoOtherJobFromBeingRead() throws IOException {
    Path faulty = write("a.yaml", JOB + "cooldown: z\nmode: x\n");
    write("b.yaml", JOB.replace("WordCount", "Q1"));

    JobFiles files = reader.jobs(directory, JobDefaults.NONE);

    assertThat(files.jobs()).extracting(JobConfig::job).containsExactly("Q1");
    assertThat(files.faultsByFile()).containsOnlyKeys(faulty.toString());
    assertThat(files.faults()).extracting(Fault::line).containsExactly(3, 4);
  }

  @Test
  void takesAnyNameThatFlinkLetsAJobHave() throws IOException {
    write("a.yaml", JOB.replace("WordCount", "orders -> totals"));
    write("b.yaml", JOB.replace("WordCount", "'insert: [a] -> \"b\" #1'"));

    assertThat(reader.jobs(directory, JobDefaults.NONE).jobs())
        .extracting(JobConfig::job)
        .containsExactly("orders -> totals", "insert: [a] -> \"b\" #1");
  }

  @Test
  void twoFilesMayNotNameTheSameJobEvenOnTwoClusters() throws IOException {
    Path first = write("a.yaml", JOB);
    Path second = write("b.yaml", JOB.replace("8081", "9091"));
    write("c.yaml", JOB.replace("WordCount", "Sessions"));

    JobFiles files = reader.jobs(directory, JobDefaults.NONE);

    assertThat(files.faults())
        .extracting(Fault::toString)
        .containsExactly(rival(first, second), rival(second, first));
    assertThat(files.jobs()).extracting(JobConfig::job).containsExactly("Sessions");
  }

  private static String rival(Path file, Path other) {
    return file
        + ": job: is the name of the job of "
        + other
        + " too; what is known of a job is kept under its name, so neither file is used, expected"
        + " one job of it per service";
  }

  @Test
  void jobsOfTwoServicesMayHaveTheSameName() throws IOException {
    Files.createDirectory(directory.resolve("other"));
    Path one = write("wordcount.yaml", JOB);
    Path other = write("other/wordcount.yaml", JOB);

    assertThat(reader.validate(List.of(one, other))).isEmpty();
  }

  @Test
  void aDirectoryWithoutJobsOrNoDirectoryIsAFault() {
    Path missing = directory.resolve("missing");

    assertThat(reader.jobs(directory, JobDefaults.NONE).faults())
        .extracting(Fault::toString)
        .containsExactly(directory + ": has no *.yaml file, expected one per job");
    assertThat(reader.jobs(missing, JobDefaults.NONE).faults())
        .extracting(Fault::toString)
        .containsExactly(missing + ": is no directory that can be read");
  }

  @Test
  void pathsOfTheServiceStartAtItsFile() throws IOException {
    Path file = write("conttune.yaml", "store: data/conttune\njobs: jobs/\n");

    ServiceConfig config = service(file);

    assertThat(config.jobs()).isEqualTo(directory.resolve("jobs"));
    assertThat(config.decisionLog()).isEqualTo(directory.resolve("data/decisions.jsonl"));
    assertThat(config.store())
        .isEqualTo(
            new StoreConfig(
                "jdbc:h2:file:" + directory.resolve("data/conttune"),
                Optional.empty(),
                Optional.empty(),
                StoreConfig.DEFAULT_LEASE));
  }

  @ParameterizedTest
  @CsvSource({
    "auto, auto",
    "off, off",
    "127.0.0.1:0, 127.0.0.1:0",
    "'\"[::1]:8090\"', [::1]:8090",
    "controller.example.org:80, controller.example.org:80"
  })
  void theServiceListensWhereItsFileSays(String typed, String read) throws IOException {
    Path file = write("conttune.yaml", "store: data/db\njobs: jobs/\nlisten: " + typed + "\n");

    assertThat(ListenAddress.type().write(service(file).listen())).contains(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8090", "localhost", "127.0.0.1:65536", "http://127.0.0.1:8090", "of"})
  void whatIsNoAddressToListenAtIsAFault(String typed) throws IOException {
    Path file = write("conttune.yaml", "store: data/db\njobs: jobs/\nlisten: " + typed + "\n");

    assertThat(faultsOf(reader.service(file)))
        .containsExactly(
            "%s:3:9: listen: is \"%s\", expected host:port such as 127.0.0.1:8090, or one of auto, off"
                .formatted(file, typed));
  }

  @Test
  void tokensAreReadAnewFromTheirFiles() throws IOException {
    Path token = write("view.token", "first\n");
    Path file =
        write(
            "conttune.yaml", "store: data/db\njobs: jobs/\ntokens: {view: '${file:view.token}'}\n");

    TokensConfig tokens = service(file).tokens();

    assertThat(tokens.view().orElseThrow().reveal()).isEqualTo("first");
    assertThat(tokens.operate()).isEmpty();
    Files.writeString(token, "second\n");
    assertThat(tokens.view().orElseThrow().reveal()).isEqualTo("second");
  }

  /** Resolved against an absolute path, a second time changes nothing. */
  @Test
  void pathsOfAFileThatIsNamedRelativelyAreResolvedOnce() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path service =
        here.relativize(
            write("conttune.yaml", "store: db\njobs: jobs/\ndecision-log: decisions.jsonl\n"));

    ServiceConfig config = service(service);

    assertThat(config.jobs()).isEqualTo(service.resolveSibling("jobs"));
    assertThat(config.decisionLog()).isEqualTo(service.resolveSibling("decisions.jsonl"));
  }

  @Test
  void secretsComeFromTheEnvironmentOrAFileAndAreNeverPrinted() throws IOException {
    write("user.txt", "tuner\nsecond line\n");
    Path file =
        write(
            "conttune.yaml",
            """
            store: {url: "jdbc:h2:file:./db", user: "${file:user.txt}", password: "${env:DB_PASSWORD}"}
            jobs: jobs
            """);

    ServiceConfig config = service(file);

    assertThat(config.store().url()).isEqualTo("jdbc:h2:file:./db");
    assertThat(config.store().user()).contains("tuner");
    assertThat(config.store().password().orElseThrow().reveal()).isEqualTo("tell-no-one");
    assertThat(config.toString()).contains("***").doesNotContain("tell-no-one");
  }

  @Test
  void secretsInTheFileItselfAndUnknownReferencesAreFaultsThatDoNotRepeatThem() throws IOException {
    assertThat(storeFault("{url: /db, password: hunter2}"))
        .isEqualTo("1:29: store.password: is no reference, expected ${env:NAME} or ${file:/path}");
    assertThat(storeFault("{url: /db, password: '${env:NOT_SET}'}"))
        .isEqualTo(
            "1:29: store.password: names the environment variable NOT_SET, which is not set");
    assertThat(storeFault("{url: /db, password: '${file:/no/such/file}'}"))
        .isEqualTo("1:29: store.password: names the file /no/such/file, which cannot be read");
    assertThat(storeFault("jdbc:h2:file:/db;PASSWORD=hunter2"))
        .isEqualTo("1:8: store: holds a password, expected it as store.password: ${env:NAME}");
    assertThat(storeFault("jdbc:postgresql://db/x?password=hunter2"))
        .isEqualTo("1:8: store: holds a password, expected it as store.password: ${env:NAME}");
    assertThat(storeFault("jdbc:postgresql://db/x?user=hunter2"))
        .isEqualTo("1:8: store: holds a user, expected it as store.user");
    assertThat(storeFault("jdbc:mariadb://db/x?user=hunter2"))
        .isEqualTo("1:8: store: holds a user, expected it as store.user");
  }

  @Test
  void aUrlOfTheStoreIsTakenAsItIsAndGetsUserAndPasswordOnlyToConnect() throws IOException {
    String url = "jdbc:h2:file:./data/db;CACHE_SIZE=4096";
    StoreConfig plain = service(write("conttune.yaml", "store: " + url + "\njobs: j\n")).store();
    StoreConfig closed =
        new StoreConfig(
            url,
            Optional.of("tuner"),
            Optional.of(new Secret("${env:DB}", () -> "semi;colon")),
            StoreConfig.DEFAULT_LEASE);

    assertThat(plain)
        .isEqualTo(
            new StoreConfig(url, Optional.empty(), Optional.empty(), StoreConfig.DEFAULT_LEASE));
    assertThat(plain.connectionUrl()).isEqualTo(url);
    assertThat(closed.connectionUrl()).isEqualTo(url + ";USER=tuner;PASSWORD=semi\\;colon");
    assertThat(closed.toString()).contains("***").doesNotContain("colon");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/conttune",
        "jdbc:postgresql://db-1:5432,db-2:5433/conttune?sslmode=verify-full&currentSchema=tuning",
        "jdbc:mariadb://db-1:3306,db-2/conttune?sslMode=verify-full",
        "jdbc:mysql://db/conttune"
      })
  void aDatabaseOnAServerIsTaken(String url) throws IOException {
    Path file = write("conttune.yaml", "store: '" + url + "'\njobs: jobs\n");

    assertThat(service(file).store().url()).isEqualTo(url);
  }

  @Test
  void aLeaseHasItsTermAndAFileHasNoLease() throws IOException {
    Path file =
        write("conttune.yaml", "store: {url: 'jdbc:postgresql://db/x', lease: 40s}\njobs: j\n");

    assertThat(service(file).store().lease()).isEqualTo(Duration.ofSeconds(40));
    assertThat(storeFault("{url: 'jdbc:postgresql://db/x', lease: 2s}"))
        .startsWith("1:47: store.lease: ");
    assertThat(storeFault("{url: data/db, lease: 40s}"))
        .isEqualTo("1:30: store.lease: has no effect: a database of H2 serves one controller");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:db",
        "'jdbc:h2:file:'",
        "jdbc:h2:tcp://db/x",
        "jdbc:h2:file:/db;FLAG",
        "jdbc:postgresql:x",
        "jdbc:postgresql://db",
        "'jdbc:postgresql://tuner:hunter2@db/x'",
        "jdbc:mysql:loadbalance://db,db-2/x",
        "jdbc:oracle:thin:@db:1521:x"
      })
  void onlyAStoreInAFileOrOnAServerIsTaken(String store) throws IOException {
    assertThat(storeFault(store)).startsWith("1:8: store: is no database that can be used, ");
  }

  @Test
  void keysOfTheServiceWithoutEffectAreRefused() throws IOException {
    Path file = write("conttune.yaml", "store: db\njobs: jobs\nlog-level: info\n");

    assertThat(faultsOf(reader.service(file)))
        .containsExactly(
            file
                + ":3:1: log-level: is not a known key, expected one of decision-log, defaults, jobs, listen,"
                + " store, task-manager-hooks, tokens, webhooks");
  }

  @Test
  void whatIsNoYamlOfOneMappingIsAFault() throws IOException {
    Path file = directory.resolve("job.yaml");

    assertThat(jobFault("job: [unclosed\nflink: x\n"))
        .startsWith(file + ":2:6: is no YAML of one document: while parsing a flow sequence");
    assertThat(jobFault("job: a\n\tmode: act\n")).startsWith(file + ":2:1: is no YAML");
    assertThat(jobFault(JOB + "---\n" + JOB))
        .isEqualTo(
            file
                + ":3:1: is no YAML of one document: expected a single document in the stream,"
                + " but found another document");
    assertThat(jobFault("")).isEqualTo(file + ": is empty, expected a mapping of keys");
    assertThat(jobFault("# only a comment\n"))
        .isEqualTo(file + ": is empty, expected a mapping of keys");
    assertThat(jobFault("- job: a\n"))
        .isEqualTo(file + ":1:1: is a list, expected a mapping of keys");
    assertThat(jobFault("job: *nobody\n"))
        .startsWith(file + ":1:6: is no YAML of one document: found undefined alias nobody");
    assertThat(jobFault("job: \u0007\n")).startsWith(file + ": is no YAML: ");
  }

  @Test
  void aliasesOfCollectionsAreLimited() throws IOException {
    String many = "a: &a [x]\nb: [" + "*a, ".repeat(21) + "]\n";

    assertThat(jobFault(many)).contains("Number of aliases for non-scalar nodes exceeds");
  }

  @Test
  void aFileThatCannotBeReadIsAFault() throws IOException {
    Path missing = directory.resolve("missing.yaml");
    Path latin = directory.resolve("latin.yaml");
    Files.write(latin, "job: Zürich".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(reader.validate(List.of(missing, latin, directory)))
        .extracting(Fault::toString)
        .hasSize(3)
        .anySatisfy(fault -> assertThat(fault).startsWith(directory + ": cannot be read: "))
        .contains(missing + ": there is no such file", latin + ": is not UTF-8 text");
  }

  private String storeFault(String store) throws IOException {
    Path file = write("conttune.yaml", "store: " + store + "\njobs: jobs\n");
    List<String> faults = faultsOf(reader.service(file));
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0)).doesNotContain("hunter2");
    return faults.get(0).replace(file + ":", "");
  }

  private String jobFault(String yaml) throws IOException {
    List<String> faults = faultsOf(reader.job(write("job.yaml", yaml)));
    assertThat(faults).hasSize(1);
    return faults.get(0);
  }

  private ServiceConfig service(Path file) {
    Reading<ServiceConfig> reading = reader.service(file);
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid<ServiceConfig>) reading).value();
  }

  private static <T> List<String> faultsOf(Reading<T> reading) {
    assertThat(reading).isInstanceOf(Reading.Faulty.class);
    return ((Reading.Faulty<T>) reading).faults().stream().map(Fault::toString).toList();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
