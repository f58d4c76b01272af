/**
 * The Big-small algorithm and conservative Bayesian optimisation [ContTune Alg. 1, 2] as a tuner.
 * Pure: no clock, no I/O, no randomness. Depends on core and gp-model; the linear method reaches it
 * through core's port.
 */
package io.conttune.bigsmall;
