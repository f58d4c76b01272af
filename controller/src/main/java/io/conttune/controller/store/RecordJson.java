package io.conttune.controller.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.steering.Order;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.TunerState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON of core's records, in the store and in the decision log: one line per record, properties
 * in the order of the record's components and map entries in the order of their keys, so that equal
 * records are equal texts. Enums by name, times and durations as in ISO 8601, what is empty as
 * null, an operator as the text of its id. What has several forms says which it is: a decision in
 * its property {@code decision} ({@code rescale} or {@code hold}), a launch in {@code launch}, a
 * way of rescaling in {@code rescaling}, the memory of a tuner in {@code tuner}, an order in {@code
 * kind}.
 *
 * <p>Reading is strict: an unknown, a missing or a repeated property is an error, because a guess
 * about a rescale could cost a job. The forms that earlier versions have written are known: {@link
 * EarlierEntries}, {@link EarlierTunerStates}, {@link EarlierDecisions}, {@link EarlierRuns}.
 */
public final class RecordJson {
  private static final List<CaseNames<?>> NAMES =
      List.of(
          new CaseNames<>(
              Decision.class,
              Map.of(Decision.Rescale.class, "rescale", Decision.Hold.class, "hold")),
          new CaseNames<>(
              Launch.class,
              Map.of(
                  Launch.Jar.class, "jar",
                  Launch.Client.class, "client",
                  Launch.Command.class, "command")),
          new CaseNames<>(
              Rescaling.class,
              Map.of(
                  Rescaling.Restart.class, "restart",
                  Rescaling.InPlace.class, "in-place",
                  Rescaling.ByDeployment.class, "deployment")),
          new CaseNames<>(
              Order.class,
              Map.of(
                  Order.Freeze.class, "freeze",
                  Order.Unfreeze.class, "unfreeze",
                  Order.Pause.class, "pause",
                  Order.Resume.class, "resume",
                  Order.Pin.class, "pin",
                  Order.Unpin.class, "unpin",
                  Order.Dismiss.class, "dismiss",
                  Order.Apply.class, "apply",
                  Order.Scale.class, "scale",
                  Order.Undo.class, "undo")),
          // The names under which the tuners are configured.
          new CaseNames<>(
              TunerState.class,
              Map.of(
                  TunerState.ContTune.class, "conttune",
                  TunerState.Ds2.class, "ds2",
                  TunerState.Informed.class, "informed",
                  TunerState.None.class, "none")));

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule(), operatorIds(), jobGraphs())
          .addMixIn(Decision.class, DecisionKind.class)
          .addMixIn(Launch.class, LaunchKind.class)
          .addMixIn(Order.class, OrderKind.class)
          .addMixIn(Rescaling.class, RescalingKind.class)
          .addMixIn(TunerState.class, TunerStateKind.class)
          .registerSubtypes(CaseNames.all(NAMES))
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** This record of core as one line of JSON, without a line break at its end. */
  public String write(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value, e);
    }
  }

  /**
   * The record that {@link #write} has written.
   *
   * @throws IllegalArgumentException if the text is not JSON of such a record; the message says
   *     where and what was expected
   */
  public <T> T read(String json, Class<T> type) {
    try {
      T value =
          hasEarlierForms(type)
              ? mapper.treeToValue(inPresentForm(mapper.readTree(json), type), type)
              : mapper.readValue(json, type);
      return Optional.ofNullable(value)
          .orElseThrow(() -> new IllegalArgumentException(not(type) + "null"));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(not(type) + e.getMessage(), e);
    }
  }

  private static boolean hasEarlierForms(Class<?> type) {
    return type == RescaleEntry.class
        || type == TunerState.class
        || type == DecisionRecord.class
        || type == SeenRun.class;
  }

  private static JsonNode inPresentForm(JsonNode json, Class<?> type) {
    if (type == DecisionRecord.class) {
      return EarlierDecisions.completed(json);
    }
    if (type == SeenRun.class) {
      return EarlierRuns.completed(json);
    }
    return type == TunerState.class
        ? EarlierTunerStates.named(json)
        : EarlierEntries.completed(json);
  }

  private static String not(Class<?> type) {
    return "not a " + type.getSimpleName() + ": ";
  }

  private static SimpleModule jobGraphs() {
    return new SimpleModule("job graphs")
        .addSerializer(new StdDelegatingSerializer(JobGraph.class, new PartsOfGraph()))
        .addDeserializer(JobGraph.class, new StdDelegatingDeserializer<>(new GraphOfParts()));
  }

  private static SimpleModule operatorIds() {
    return new SimpleModule("operator ids")
        .addSerializer(OperatorId.class, ToStringSerializer.instance)
        .addDeserializer(OperatorId.class, new OperatorIdReader())
        .addKeySerializer(OperatorId.class, new OperatorIdKeyWriter())
        .addKeyDeserializer(OperatorId.class, new OperatorIdKeyReader());
  }

  /** Stands for {@link Decision}, which knows nothing of JSON. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "decision")
  private interface DecisionKind {}

  /** Stands for {@link Launch}. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "launch")
  private interface LaunchKind {}

  /** Stands for {@link Order}. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  private interface OrderKind {}

  /** Stands for {@link Rescaling}. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rescaling")
  private interface RescalingKind {}

  /** Stands for {@link TunerState}. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "tuner")
  private interface TunerStateKind {}

  /** A job graph, which is no record, by its parts. */
  record GraphParts(List<JobVertex> vertices, List<JobEdge> edges) {}

  private static final class PartsOfGraph extends StdConverter<JobGraph, GraphParts> {
    @Override
    public GraphParts convert(JobGraph graph) {
      return new GraphParts(graph.vertices(), graph.edges());
    }
  }

  private static final class GraphOfParts extends StdConverter<GraphParts, JobGraph> {
    @Override
    public JobGraph convert(GraphParts parts) {
      return new JobGraph(parts.vertices(), parts.edges());
    }
  }

  private static final class OperatorIdReader extends FromStringDeserializer<OperatorId> {
    private static final long serialVersionUID = 1L;

    OperatorIdReader() {
      super(OperatorId.class);
    }

    @Override
    protected OperatorId _deserialize(String value, DeserializationContext context) {
      return new OperatorId(value);
    }
  }

  private static final class OperatorIdKeyReader extends KeyDeserializer {
    @Override
    public OperatorId deserializeKey(String key, DeserializationContext context) {
      return new OperatorId(key);
    }
  }

  private static final class OperatorIdKeyWriter extends JsonSerializer<OperatorId> {
    @Override
    public void serialize(OperatorId id, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeFieldName(id.value());
    }
  }
}
