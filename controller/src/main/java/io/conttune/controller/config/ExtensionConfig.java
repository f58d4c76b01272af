package io.conttune.controller.config;

import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.ScalarType;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ValueType;
import io.conttune.controller.extension.BoundedCalls;
import io.conttune.controller.extension.ExtensionFailedException;
import io.conttune.controller.extension.Extensions;
import io.conttune.controller.extension.Made;
import io.conttune.core.Require;
import io.conttune.core.extension.Extension;
import io.conttune.core.extension.GuardExtension;
import io.conttune.core.extension.LauncherExtension;
import io.conttune.core.extension.SinkExtension;
import io.conttune.core.extension.TunerExtension;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * An extension of the user's, by its name.
 *
 * @param name that it gives itself
 * @param settings that it is given
 */
public record ExtensionConfig(String name, Map<String, String> settings) {
  /** Tuners. */
  public static final Kind<TunerExtension, TunerExtension.ParallelismTuner> TUNER =
      new Kind<>("tuner", TunerExtension.class, TunerExtension::tuner);

  /** Guards. */
  public static final Kind<GuardExtension, GuardExtension.PlanGuard> GUARD =
      new Kind<>("guard", GuardExtension.class, GuardExtension::guard);

  /** Launchers. */
  public static final Kind<LauncherExtension, LauncherExtension.JobLauncher> LAUNCHER =
      new Kind<>("launcher", LauncherExtension.class, LauncherExtension::launcher);

  /** Sinks of events. */
  public static final Kind<SinkExtension, SinkExtension.EventSink> SINK =
      new Kind<>("sink", SinkExtension.class, SinkExtension::sink);

  private static final String KEY = "extension";

  public ExtensionConfig {
    Require.text("name of an extension", name);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * One kind of extension.
   *
   * @param word for it
   * @param type what a jar provides
   * @param maker what that makes of its settings
   */
  public record Kind<E extends Extension, M>(
      String word, Class<E> type, BiFunction<E, Map<String, String>, M> maker) {
    /** Nothing is to be computed to make something. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** What the extension of this name makes, when it is needed first. */
    public Made<M> made(ExtensionConfig config) {
      return new Made<>(() -> make(config));
    }

    private M make(ExtensionConfig config) {
      E extension =
          Extensions.of(type)
              .named(config.name())
              .orElseThrow(() -> new IllegalArgumentException("there is no " + config.name()));
      return maker.apply(extension, config.settings());
    }

    /** The keys of an extension that must be named. */
    ExtensionConfig bind(
        Fields<ExtensionConfig> fields, ValueType.Check<String, String> settingCheck) {
      Setting<String> key =
          Setting.required(
              KEY,
              names(),
              "example",
              "the name of %s that is on the class path".formatted(article()),
              "Name of [%s of yours](how-to/extend.md).".formatted(article()));
      return checked(fields, fields.value(key, ExtensionConfig::name), settingCheck);
    }

    /**
     * The keys of an extension that need not be named.
     *
     * @param instead the key that may stand instead, for a person
     */
    Optional<ExtensionConfig> bindOptional(
        Fields<Optional<ExtensionConfig>> fields, String instead) {
      Setting<Optional<String>> key =
          Setting.optional(
              KEY,
              names(),
              "Name of [%s of yours](how-to/extend.md), instead of %s."
                  .formatted(article(), instead));
      Optional<String> name = fields.value(key, extension -> extension.map(ExtensionConfig::name));
      Setting<Map<String, String>> settingsKey = settings(text -> text);
      Map<String, String> settings =
          fields.value(
              settingsKey, extension -> extension.map(ExtensionConfig::settings).orElse(Map.of()));
      fields.holds(
          name.isPresent() || settings.isEmpty(), "has no effect without extension", settingsKey);
      Optional<ExtensionConfig> config = name.map(given -> new ExtensionConfig(given, settings));
      config.ifPresent(given -> check(fields, given, settingsKey, key));
      return config;
    }

    private ExtensionConfig checked(
        Fields<ExtensionConfig> fields, String name, ValueType.Check<String, String> settingCheck) {
      Setting<Map<String, String>> key = settings(settingCheck);
      ExtensionConfig config =
          new ExtensionConfig(name, fields.value(key, ExtensionConfig::settings));
      check(fields, config, key);
      return config;
    }

    private static Setting<Map<String, String>> settings(ValueType.Check<String, String> check) {
      return Setting.of(
          "settings",
          ValueType.mapOf(name -> name, Scalars.anyText().map(check, text -> text)),
          Map.of(),
          "Settings of the extension, as it names them.");
    }

    private String article() {
      return "a " + word;
    }

    private ScalarType<String> names() {
      return Scalars.text().map(this::known, name -> name);
    }

    private String known(String name) throws Mismatch {
      Extensions<E> extensions = Extensions.of(type);
      if (extensions.named(name).isPresent()) {
        return name;
      }
      List<String> names = extensions.names();
      String there =
          names.isEmpty()
              ? "no %s is on the class path".formatted(word)
              : "on the class path: " + String.join(", ", names);
      String broken =
          extensions.broken().isEmpty()
              ? ""
              : "; cannot be loaded: " + String.join("; ", extensions.broken());
      throw new Mismatch(
          "is \"%s\", expected the name of %s in a jar of the directory plugins (%s%s)"
              .formatted(name, article(), there, broken));
    }

    /** Whether the extension takes its settings; of one that is not there nothing more is said. */
    private void check(Fields<?> fields, ExtensionConfig config, Setting<?>... at) {
      fault(config)
          .ifPresent(
              fault ->
                  fields.holds(
                      false,
                      "was refused by extension %s: %s".formatted(config.name(), fault),
                      at));
    }

    private Optional<String> fault(ExtensionConfig config) {
      if (Extensions.of(type).named(config.name()).isEmpty()) {
        return Optional.empty();
      }
      try {
        new BoundedCalls(config.name(), LONGEST).call(() -> make(config));
        return Optional.empty();
      } catch (ExtensionFailedException e) {
        return Optional.of(e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.of("the check was interrupted");
      }
    }
  }
}
