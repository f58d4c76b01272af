/**
 * The simulated job: operators with their curves of processing ability, the load, and the file in
 * which a user writes both down. Values only; depends on core and on the controller's YAML reading.
 */
package io.conttune.benchmark.simulator.workload;
