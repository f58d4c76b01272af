/**
 * Measurements of a job: the snapshot of one poll, and the metrics of each operator over a window
 * of polls. Rates are records per second over all subtasks of a vertex.
 */
package io.conttune.core.metrics;
