/** The load over virtual time: permutations, ramps, spikes, days, a user's own trace. */
package io.conttune.benchmark.simulator.schedule;
