/**
 * Replies of Flink's REST API, spoilt at random, and the control loop as the service builds it: it
 * must not break, and must do nothing to a job that the job's true load does not warrant.
 */
package io.conttune.benchmark.fuzz;
