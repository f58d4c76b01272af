package io.conttune.controller.config;

import io.conttune.collector.HttpRate;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.ScalarType;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ShapedType;
import io.conttune.controller.config.setting.ValueType;
import io.conttune.controller.config.setting.Variants;
import io.conttune.core.Require;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The way to the rate at which records arrive for a source, where Flink does not tell it. */
public sealed interface SourceRateConfig {
  /** The answer of the case that this is. */
  <R> R match(Function<Http, R> http, Function<Prometheus, R> prometheus, Function<Hint, R> hint);

  /** The word for it in a job's file. */
  default RateOrigin from() {
    return match(http -> RateOrigin.HTTP, prom -> RateOrigin.PROMETHEUS, hint -> RateOrigin.HINT);
  }

  /**
   * A number within JSON.
   *
   * @param server the way to it, with exactly one URL
   * @param pointer where the number stands in the reply
   */
  record Http(FlinkConfig server, String pointer) implements SourceRateConfig {
    private static final Setting<String> POINTER =
        Setting.required(
            "pointer",
            Scalars.text()
                .map(Http::pointer, pointer -> pointer)
                .described("JSON pointer", Map.of("type", "string", "pattern", "^/")),
            "/data/rate",
            "a JSON pointer such as /data/rate",
            "Place of the number in the reply, as a JSON pointer (RFC 6901).");

    public Http {
      Objects.requireNonNull(server, "server");
      POINTER.require(pointer);
    }

    private static String pointer(String text) throws Mismatch {
      try {
        return HttpRate.checkedPointer(text);
      } catch (IllegalArgumentException none) {
        throw new Mismatch(none.getMessage());
      }
    }

    private static Http bind(Fields<Http> fields, FileContext context) {
      return new Http(
          fields.part(below -> FlinkConfig.bindServer(below, context), Http::server),
          fields.value(POINTER, Http::pointer));
    }

    @Override
    public <R> R match(
        Function<Http, R> http, Function<Prometheus, R> prometheus, Function<Hint, R> hint) {
      return http.apply(this);
    }
  }

  /**
   * The result of a query.
   *
   * @param server the way to it, with exactly one URL
   * @param query in PromQL
   */
  record Prometheus(FlinkConfig server, String query) implements SourceRateConfig {
    private static final Setting<String> QUERY =
        Setting.required(
            "query",
            Scalars.text(),
            "sum(rate(topic_records_in[1m]))",
            "a query with one result, in records/s",
            "Query whose result is one number, the records/s that arrive.");

    public Prometheus {
      Objects.requireNonNull(server, "server");
      QUERY.require(query);
    }

    private static Prometheus bind(Fields<Prometheus> fields, FileContext context) {
      return new Prometheus(
          fields.part(below -> FlinkConfig.bindServer(below, context), Prometheus::server),
          fields.value(QUERY, Prometheus::query));
    }

    @Override
    public <R> R match(
        Function<Http, R> http, Function<Prometheus, R> prometheus, Function<Hint, R> hint) {
      return prometheus.apply(this);
    }
  }

  /** A number; records/s, above 0. */
  record Hint(double rate) implements SourceRateConfig {
    private static final ScalarType<Double> NUMBER = Scalars.number(0.001, 1e12);
    private static final Setting<Double> RATE =
        Setting.required(
            "rate",
            NUMBER,
            1000.0,
            "the records/s that arrive",
            "Records per second. Counts only while the source is held up and reads less.");

    public Hint {
      Require.positive("rate", rate);
      RATE.require(rate);
    }

    private static Hint bind(Fields<Hint> fields) {
      return new Hint(fields.value(RATE, Hint::rate));
    }

    @Override
    public <R> R match(
        Function<Http, R> http, Function<Prometheus, R> prometheus, Function<Hint, R> hint) {
      return hint.apply(this);
    }
  }

  /** A number alone, which is a hint, or a mapping. */
  static ValueType<SourceRateConfig> type(FileContext context) {
    return new ShapedType<>(
        Hint.NUMBER.map(Hint::new, rate -> rate.match(http -> 0.0, prometheus -> 0.0, Hint::rate)),
        new Section<SourceRateConfig>(fields -> fields.variant(variants(context), rate -> rate)),
        rate -> rate.from() == RateOrigin.HINT);
  }

  private static Variants<RateOrigin, SourceRateConfig> variants(FileContext context) {
    return new Variants<>(
        Setting.of(
            "from",
            Scalars.choice(RateOrigin.class),
            RateOrigin.HTTP,
            "`http`: a number in JSON that a server answers. `prometheus`: a query of a Prometheus"
                + " server. `hint`: a number here."),
        List.of(RateOrigin.values()),
        from ->
            switch (from) {
              case HTTP -> Variants.only(Http.class, fields -> Http.bind(fields, context));
              case PROMETHEUS ->
                  Variants.only(Prometheus.class, fields -> Prometheus.bind(fields, context));
              case HINT -> Variants.only(Hint.class, Hint::bind);
            },
        SourceRateConfig::from);
  }
}
