package io.conttune.core.extension;

/**
 * Something that a user has put on the class path. A jar names its class in {@code
 * META-INF/services}, in a file with the name of one of the interfaces below. The class is public
 * and has a public constructor without parameters, which does nothing.
 */
public sealed interface Extension
    permits TunerExtension, GuardExtension, LauncherExtension, SinkExtension {
  /** The name by which a configuration names it: not blank, and no other of its kind has it. */
  String name();
}
