/**
 * {@code bench}: tuners one after another on the same schedule of rates, on a real Flink, with the
 * control loop that ships.
 */
package io.conttune.benchmark.bench;
