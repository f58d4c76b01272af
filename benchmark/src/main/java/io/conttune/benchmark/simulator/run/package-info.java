/** Runs tuners against simulated jobs in virtual time, and scores what they did. */
package io.conttune.benchmark.simulator.run;
