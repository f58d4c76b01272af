/** Runs tuners against simulated jobs in virtual time, and scores the runs. */
package io.conttune.benchmark.simulator.run;
