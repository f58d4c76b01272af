package io.conttune.controller.config;

import io.conttune.controller.config.setting.Given;
import io.conttune.controller.config.setting.MappingReader;
import io.conttune.controller.config.setting.Place;
import io.conttune.controller.config.setting.Position;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings that hold for each job of a service whose own file does not say otherwise. They are
 * kept as they were typed: what they mean together with a job's file is only known there.
 *
 * @param given the keys and values
 */
public record JobDefaults(Given.Mapping given) {
  /** No setting at all. */
  public static final JobDefaults NONE =
      new JobDefaults(new Given.Mapping(new Position("", 1, 1), List.of()));

  private static final String JOB = "job";

  public JobDefaults {
    Objects.requireNonNull(given, "given");
  }

  /** What a job's file says, with these settings where it says nothing. */
  public Given under(Given file) {
    return file.over(given);
  }

  /** Whether the others say the same, wherever they stand in their file. */
  public boolean isLike(JobDefaults other) {
    return given.bare().equals(other.given.bare());
  }

  /**
   * The type of a mapping of them. Each key is checked as in the file of a job; none is missing.
   *
   * @param job the settings of such a file
   */
  static ValueType<JobDefaults> type(Section<JobConfig> job) {
    return new Type(job);
  }

  private record Type(Section<JobConfig> job) implements ValueType<JobDefaults> {
    @Override
    public Optional<JobDefaults> read(Place place) {
      Optional<MappingReader> keys = MappingReader.of(place.part());
      keys.ifPresent(
          found -> {
            job.read(found);
            found.refuse(JOB, "names one job, expected it only in the file of that job");
          });
      return keys.flatMap(found -> place.given().mapping()).map(JobDefaults::new);
    }

    @Override
    public Optional<Object> write(JobDefaults value) {
      return value.equals(NONE) ? Optional.empty() : Optional.of(value.given().bare());
    }

    /** They were checked when they were read. */
    @Override
    public void check(JobDefaults value) {}

    @Override
    public String range() {
      return "mapping";
    }

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> schema = part(job.schema());
      schema.computeIfPresent("properties", (key, keys) -> withoutJob(keys));
      return schema;
    }

    private static Map<String, Object> withoutJob(Object keys) {
      Map<String, Object> others = new LinkedHashMap<>();
      ((Map<?, ?>) keys).forEach((key, value) -> others.put((String) key, value));
      others.remove(JOB);
      return others;
    }

    /** The schema of some of the keys: what the others must be then is not known. */
    private static Map<String, Object> part(Map<?, ?> schema) {
      Map<String, Object> part = new LinkedHashMap<>();
      schema.forEach(
          (key, value) -> {
            boolean isRule =
                key.equals("allOf") || (key.equals("required") && value instanceof List);
            if (!isRule) {
              part.put((String) key, partOf(value));
            }
          });
      return part;
    }

    private static Object partOf(Object value) {
      if (value instanceof List<?> list) {
        return list.stream().map(Type::partOf).toList();
      }
      return value instanceof Map<?, ?> below ? part(below) : value;
    }
  }
}
