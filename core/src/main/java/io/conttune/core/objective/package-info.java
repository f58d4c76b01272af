/**
 * The lag that a user allows a job, and the share of the time in which the job has kept it. Pure;
 * depends on graph and metrics only.
 */
package io.conttune.core.objective;
