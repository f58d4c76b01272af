/**
 * The means to measure the service as users run it: the service in a JVM of its own, and clusters
 * that only play Flink's REST API, whose true load and whose every change are known.
 */
package io.conttune.benchmark.played;
