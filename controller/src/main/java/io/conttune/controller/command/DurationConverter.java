package io.conttune.controller.command;

import io.conttune.core.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line as in YAML: {@code 200ms}, {@code 30s}, {@code 5m}. */
public final class DurationConverter implements ITypeConverter<Duration> {
  /** A converter, to be registered with picocli. */
  public DurationConverter() {}

  @Override
  public Duration convert(String value) {
    return DurationText.parse(value)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected a duration such as 200ms, 30s or 5m, got " + value));
  }
}
