/**
 * The tuners that are compared, by name: the ones that ship, with the paper's settings, and those
 * of other systems or of none, as pure {@code Tuner}s. What a tuner remembers is its TunerState.
 */
package io.conttune.benchmark.simulator.tuner;
