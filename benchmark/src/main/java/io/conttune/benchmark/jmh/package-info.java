/**
 * Benchmarks of the surrogates and of a step of the control loop: time and memory, measured by JMH
 * in JVMs of their own. Run by {@code ./conttune bench-model} and {@code ./conttune bench-loop},
 * never by a build.
 */
package io.conttune.benchmark.jmh;
