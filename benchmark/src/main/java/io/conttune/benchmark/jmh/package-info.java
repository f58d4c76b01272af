/**
 * How long the surrogates and a step of the control loop take and what they allocate, measured by
 * JMH in JVMs of their own. Run by {@code ./conttune bench-model} and {@code ./conttune
 * bench-loop}, never by a build.
 */
package io.conttune.benchmark.jmh;
