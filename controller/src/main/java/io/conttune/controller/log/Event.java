package io.conttune.controller.log;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened, to be logged on one line.
 *
 * @param name the event's name, which has a level
 * @param fields by name, in the order of the line; values are texts, numbers, truth values, and
 *     lists and maps of these
 * @param cause the exception behind an error of the service itself, whose stack trace helps
 */
public record Event(EventName name, Map<String, Object> fields, Optional<Throwable> cause) {
  /** The field of every event of a job. */
  public static final String JOB = "job";

  /**
   * The field of any event that does not name all operators of its job: how many more there are.
   */
  public static final String LEFT_OUT = "leftOut";

  public Event {
    Objects.requireNonNull(name, "name");
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    Objects.requireNonNull(cause, "cause");
  }

  /** An event without fields yet. */
  public static Event of(EventName name) {
    return new Event(name, Map.of(), Optional.empty());
  }

  /** This event and a text. */
  public Event with(String field, String value) {
    return withValue(field, value);
  }

  /** This event and a whole number. */
  public Event with(String field, long value) {
    return withValue(field, value);
  }

  /** This event and a number. */
  public Event with(String field, double value) {
    return withValue(field, value);
  }

  /** This event and a number per name, for example the parallelism of each operator. */
  public Event with(String field, Map<String, ? extends Number> values) {
    return withValue(field, Collections.unmodifiableMap(new LinkedHashMap<>(values)));
  }

  /** This event and a time, which a text line shows in the zone of its own time. */
  public Event with(String field, Instant value) {
    return withValue(field, value);
  }

  /** This event and a list of texts. */
  public Event with(String field, List<String> values) {
    return withValue(field, List.copyOf(values));
  }

  /** This event and the error behind it. */
  public Event because(Throwable error) {
    return new Event(name, fields, Optional.of(error));
  }

  /** This event, as one of this job; the job comes first. */
  public Event ofJob(String job) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(JOB, job);
    all.putAll(fields);
    return new Event(name, all, cause);
  }

  private Event withValue(String field, Object value) {
    // Tests run with assertions on; a wrong field must not stop the service.
    assert name.fields().contains(field) : name.text() + " has no field " + field;
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.put(field, value);
    return new Event(name, all, cause);
  }
}
