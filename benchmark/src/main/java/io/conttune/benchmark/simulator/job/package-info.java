/**
 * A Flink job as a fluid: sources, operators, backpressure, backlog, restarts and what Flink would
 * show of them, in virtual time; and the cluster on which it runs, behind the ports that the
 * control loop uses for a real one.
 */
package io.conttune.benchmark.simulator.job;
