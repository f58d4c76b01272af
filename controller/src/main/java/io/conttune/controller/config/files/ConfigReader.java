package io.conttune.controller.config.files;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.JobDefaults;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
  /** The name that the service's file has unless somebody wants another. */
  private static final String USUAL = "conttune.yaml";

  private final SecretLookup secrets;

  /** Secrets are resolved against these variables. */
  public ConfigReader(Map<String, String> environment) {
    this.secrets = new ProcessSecrets(environment);
  }

  /** Reads the service's file. */
  public Reading<ServiceConfig> service(Path file) {
    return YamlFile.read(file, keys -> bindService(file, keys));
  }

  /** Reads the file of one job that says all there is. */
  public Reading<JobConfig> job(Path file) {
    return job(file, JobDefaults.NONE);
  }

  private Reading<JobConfig> job(Path file, JobDefaults defaults) {
    return YamlFile.read(file, defaults::under, keys -> bindJob(file, keys));
  }

  /**
   * Reads every {@code .yaml} and {@code .yml} file of a directory, by name. A file with a fault
   * keeps no other from being valid. Two files that name the same job are both faulty: they would
   * carry on each other's rescales, and which of them is meant is not known.
   *
   * @param defaults hold where a file says nothing
   */
  public JobFiles jobs(Path directory, JobDefaults defaults) {
    Map<String, List<Fault>> faults = new LinkedHashMap<>();
    List<Fault> ofDirectory = new ArrayList<>();
    List<Path> files = files(directory).valueOr(ofDirectory).orElse(List.of());
    put(directory.toString(), ofDirectory, faults);
    Map<String, JobConfig> jobs = new LinkedHashMap<>();
    for (Path file : files) {
      List<Fault> ofFile = new ArrayList<>();
      job(file, defaults).valueOr(ofFile).ifPresent(config -> jobs.put(file.toString(), config));
      put(file.toString(), ofFile, faults);
    }
    rivals(jobs).forEach(rival -> put(rival.file(), List.of(rival), faults));
    Map<String, JobConfig> valid = new LinkedHashMap<>(jobs);
    Map<String, Long> filesOfName =
        jobs.values().stream()
            .collect(Collectors.groupingBy(JobConfig::job, Collectors.counting()));
    valid.values().removeIf(job -> filesOfName.get(job.job()) > 1);
    return new JobFiles(directory, valid, faults);
  }

  private static void put(String file, List<Fault> found, Map<String, List<Fault>> faults) {
    if (!found.isEmpty()) {
      faults.computeIfAbsent(file, any -> new ArrayList<>()).addAll(found);
    }
  }

  /**
   * The files of a service's jobs.
   *
   * @param directory of the files
   * @param valid jobs by the file that each stands in
   * @param faultsByFile of all other files, and of the directory; a fault may stand in the defaults
   */
  public record JobFiles(
      Path directory, Map<String, JobConfig> valid, Map<String, List<Fault>> faultsByFile) {
    public JobFiles {
      valid = Collections.unmodifiableMap(new LinkedHashMap<>(valid));
      faultsByFile = Collections.unmodifiableMap(new LinkedHashMap<>(faultsByFile));
    }

    /** The jobs of the valid files. */
    public List<JobConfig> jobs() {
      return List.copyOf(valid.values());
    }

    /** All faults, ordered by file and position; one in the defaults is told once. */
    public List<Fault> faults() {
      return faultsByFile.values().stream().flatMap(List::stream).distinct().sorted().toList();
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
   * {@code jobs} and without {@code job} at its top is the service's, any other is a job's. For a
   * job whose service is not among them, the defaults of a {@code conttune.yaml} beside its
   * directory hold, if that names the directory. Jobs in different directories belong to different
   * services, so they may have the same name.
   */
  public Checked check(List<Path> files) {
    List<Fault> faults = new ArrayList<>();
    Map<Path, JobDefaults> defaults = new HashMap<>();
    Map<Path, Path> services = new LinkedHashMap<>();
    Map<Path, Path> others = new LinkedHashMap<>();
    files.forEach(file -> (isService(file) ? services : others).putIfAbsent(normal(file), file));
    for (Path file : services.values()) {
      Optional<ServiceConfig> service = service(file).valueOr(faults);
      service.ifPresent(known -> defaults.put(normal(known.jobs()), known.defaults()));
      service
          .flatMap(known -> files(known.jobs()).valueOr(faults))
          .ifPresent(jobs -> jobs.forEach(job -> others.putIfAbsent(normal(job), job)));
    }
    for (Path directory : directories(others.keySet())) {
      if (!defaults.containsKey(directory)) {
        usualService(directory)
            .flatMap(file -> service(file).valueOr(faults))
            .filter(known -> normal(known.jobs()).equals(directory))
            .ifPresent(known -> defaults.put(directory, known.defaults()));
      }
    }
    Map<String, JobConfig> jobs = new LinkedHashMap<>();
    others.forEach(
        (place, file) ->
            job(file, defaults.getOrDefault(place.getParent(), JobDefaults.NONE))
                .valueOr(faults)
                .ifPresent(job -> jobs.put(file.toString(), job)));
    faults.addAll(rivals(jobs));
    return new Checked(
        services.size() + others.size(), jobs, faults.stream().distinct().sorted().toList());
  }

  private static Set<Path> directories(Set<Path> files) {
    return files.stream().map(Path::getParent).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** One without defaults changes nothing for a job, so its secrets need not be at hand. */
  private static Optional<Path> usualService(Path directory) {
    return Optional.ofNullable(directory.getParent())
        .map(parent -> parent.resolve(USUAL))
        .filter(file -> Files.isRegularFile(file) && isService(file))
        .filter(file -> YamlFile.peek(file).filter(keys -> keys.contains("defaults")).isPresent());
  }

  private static Path normal(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private ServiceConfig bindService(Path file, MappingReader keys) {
    return ServiceConfig.section(new ConfigFileContext(secrets, file)).read(keys);
  }

  private JobConfig bindJob(Path file, MappingReader keys) {
    return JobConfig.section(new ConfigFileContext(secrets, file)).read(keys);
  }

  /** What cannot be read is read as a job's file, which reports it. */
  private static boolean isService(Path file) {
    return YamlFile.peek(file)
        .filter(names -> !names.contains("job"))
        .filter(names -> names.contains("store") || names.contains("jobs"))
        .isPresent();
  }

  /**
   * Files that name the same job, on another cluster too: its loop would find the rescale of this
   * one in the journal.
   */
  private static List<Fault> rivals(Map<String, JobConfig> jobs) {
    List<Fault> faults = new ArrayList<>();
    Map<String, List<String>> earlierOfName = new HashMap<>();
    jobs.forEach(
        (file, job) -> {
          List<String> earlier =
              earlierOfName.computeIfAbsent(job.job(), none -> new ArrayList<>());
          for (String other : earlier) {
            if (isSameService(other, file)) {
              faults.add(rival(other, file));
              faults.add(rival(file, other));
            }
          }
          earlier.add(file);
        });
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

  private static boolean isYaml(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static <T> Reading<T> faulty(Path file, String message) {
    return new Reading.Faulty<>(List.of(Fault.ofFile(file.toString(), "", message)));
  }
}
