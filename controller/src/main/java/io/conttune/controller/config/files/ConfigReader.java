package io.conttune.controller.config.files;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.setting.MappingReader;
import io.conttune.controller.config.yaml.YamlFile;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.core.secret.SecretLookup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads configuration files and reports all their faults at once. The settings are declared in
 * {@link ServiceConfig}, {@link JobConfig} and the records that these hold.
 */
public final class ConfigReader {
  private final SecretLookup secrets;

  /** Secrets are resolved against these variables. */
  public ConfigReader(Map<String, String> environment) {
    this.secrets = new ProcessSecrets(environment);
  }

  /** Reads the service's file. */
  public Reading<ServiceConfig> service(Path file) {
    return YamlFile.read(file, keys -> bindService(file, keys));
  }

  /** Reads the file of one job. */
  public Reading<JobConfig> job(Path file) {
    return YamlFile.read(file, keys -> bindJob(file, keys));
  }

  /**
   * Reads every {@code .yaml} and {@code .yml} file of a directory, by name. A file with a fault
   * keeps no other from being valid. Two files that name the same job are both faulty: they would
   * carry on each other's rescales, and which of them is meant is not known.
   */
  public JobFiles jobs(Path directory) {
    List<Fault> faults = new ArrayList<>();
    List<Path> files = files(directory).valueOr(faults).orElse(List.of());
    Map<String, JobConfig> jobs = new LinkedHashMap<>();
    for (Path file : files) {
      job(file).valueOr(faults).ifPresent(config -> jobs.put(file.toString(), config));
    }
    faults.addAll(rivals(jobs));
    Map<String, JobConfig> valid = new LinkedHashMap<>(jobs);
    valid
        .values()
        .removeIf(job -> jobs.values().stream().filter(other -> areRivals(job, other)).count() > 1);
    return new JobFiles(valid, faults);
  }

  /**
   * The files of a service's jobs.
   *
   * @param valid jobs by the file that each stands in
   * @param faults of all other files, ordered by file and position
   */
  public record JobFiles(Map<String, JobConfig> valid, List<Fault> faults) {
    public JobFiles {
      valid = Collections.unmodifiableMap(new LinkedHashMap<>(valid));
      faults = faults.stream().sorted().toList();
    }

    /** The jobs of the valid files. */
    public List<JobConfig> jobs() {
      return List.copyOf(valid.values());
    }

    /** The faults by the file that they are of. */
    public Map<String, List<Fault>> faultsByFile() {
      return faults.stream()
          .collect(Collectors.groupingBy(Fault::file, LinkedHashMap::new, Collectors.toList()));
    }
  }

  /** The files of a directory in which each is of one job. */
  private static Reading<List<Path>> files(Path directory) {
    List<Path> files;
    try (Stream<Path> entries = Files.list(directory)) {
      files = entries.filter(ConfigReader::isYaml).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      // The stream has no other way to say that the directory became unreadable meanwhile.
      return faulty(directory, "is no directory that can be read");
    }
    return files.isEmpty()
        ? faulty(directory, "has no *.yaml file, expected one per job")
        : new Reading.Valid<>(files);
  }

  /**
   * Files that were checked.
   *
   * @param files the number of them
   * @param jobs those of the valid files, by file
   * @param faults of all of them, ordered by file and position
   */
  public record Checked(int files, Map<String, JobConfig> jobs, List<Fault> faults) {
    public Checked {
      jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
      faults = List.copyOf(faults);
    }
  }

  /** All faults that {@link #check} finds. */
  public List<Fault> validate(List<Path> files) {
    return check(files).faults();
  }

  /**
   * Checks all these files, and the jobs of each service among them. A file with {@code store} or
   * {@code jobs} and without {@code job} at its top is the service's, any other is a job's. Jobs in
   * different directories belong to different services, so they may have the same name.
   */
  public Checked check(List<Path> files) {
    Map<String, JobConfig> jobs = new LinkedHashMap<>();
    List<Fault> faults = new ArrayList<>();
    Set<Path> known = new HashSet<>();
    Deque<Path> left = new ArrayDeque<>(files);
    while (!left.isEmpty()) {
      Path file = left.remove();
      if (known.add(file.toAbsolutePath().normalize())) {
        Reading<Object> reading =
            YamlFile.read(
                file, keys -> isService(keys) ? bindService(file, keys) : bindJob(file, keys));
        Optional<Object> config = reading.valueOr(faults);
        config
            .filter(JobConfig.class::isInstance)
            .map(JobConfig.class::cast)
            .ifPresent(job -> jobs.put(file.toString(), job));
        config
            .filter(ServiceConfig.class::isInstance)
            .map(ServiceConfig.class::cast)
            .flatMap(service -> files(service.jobs()).valueOr(faults))
            .ifPresent(left::addAll);
      }
    }
    faults.addAll(rivals(jobs));
    return new Checked(known.size(), jobs, faults.stream().sorted().toList());
  }

  private ServiceConfig bindService(Path file, MappingReader keys) {
    return ServiceConfig.section(new ConfigFileContext(secrets, file)).read(keys);
  }

  private JobConfig bindJob(Path file, MappingReader keys) {
    return JobConfig.section(new ConfigFileContext(secrets, file)).read(keys);
  }

  private static boolean isService(MappingReader keys) {
    List<String> names = keys.peek();
    return !names.contains("job") && (names.contains("store") || names.contains("jobs"));
  }

  private static List<Fault> rivals(Map<String, JobConfig> jobs) {
    List<Fault> faults = new ArrayList<>();
    List<String> files = List.copyOf(jobs.keySet());
    for (int i = 0; i < files.size(); i++) {
      for (String earlier : files.subList(0, i)) {
        if (isSameService(earlier, files.get(i))
            && areRivals(jobs.get(earlier), jobs.get(files.get(i)))) {
          faults.add(rival(earlier, files.get(i)));
          faults.add(rival(files.get(i), earlier));
        }
      }
    }
    return faults;
  }

  private static Fault rival(String file, String other) {
    return Fault.ofFile(
        file,
        "job",
        "is the name of the job of %s too; what is known of a job is kept under its name, so neither file is used, expected one job of it per service"
            .formatted(other));
  }

  /** A service has the jobs of one directory. */
  private static boolean isSameService(String one, String other) {
    return directory(one).equals(directory(other));
  }

  private static Optional<Path> directory(String file) {
    return Optional.ofNullable(Path.of(file).toAbsolutePath().normalize().getParent());
  }

  /** On another cluster too: its loop would find the rescale of this one in the journal. */
  private static boolean areRivals(JobConfig one, JobConfig other) {
    return one.job().equals(other.job());
  }

  private static boolean isYaml(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static <T> Reading<T> faulty(Path file, String message) {
    return new Reading.Faulty<>(List.of(Fault.ofFile(file.toString(), "", message)));
  }
}
