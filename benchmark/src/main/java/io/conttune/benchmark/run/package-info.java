/**
 * A query under the control loop that ships, on a real Flink reached over REST: how it is started,
 * what the controller is told, and a timeline of what was seen.
 */
package io.conttune.benchmark.run;
