/**
 * The sink of the jobs: it counts results and their latency in its state, from which an audit tells
 * whether a result was lost or repeated.
 */
package io.conttune.benchmark.jobs.ledger;
