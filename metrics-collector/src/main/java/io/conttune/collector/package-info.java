/**
 * Flink as its REST API shows it: a lenient client, the reader of job graphs, the monitor that
 * takes one snapshot of a job, and the window that turns snapshots into metrics of operators. Knows
 * nothing of decisions; depends on core and Jackson.
 */
package io.conttune.collector;
