/**
 * The tuners that are compared: the ones that ship, with the paper's settings, and those of other
 * systems or of none. All are pure {@code Tuner}s whose memory is their TunerState.
 */
package io.conttune.benchmark.simulator.tuner;
