/**
 * {@code ./conttune simulate}: tuners side by side on simulated jobs, in virtual time, through the
 * control loop that ships. Options are read here; what is simulated and how is in the packages
 * below.
 */
package io.conttune.benchmark.simulator;
