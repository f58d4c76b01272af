/**
 * Doors for code of the user's: a tuner, a guard, a launcher and a sink of events, in jars beside
 * the service. Each is found by its name through {@link java.util.ServiceLoader}. The interfaces
 * here are small so that they can stay as they are.
 */
package io.conttune.core.extension;
