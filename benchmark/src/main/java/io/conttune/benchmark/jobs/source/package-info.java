/**
 * The input of the jobs: a FLIP-27 source whose partitions are filled by the wall clock on a
 * schedule of rates, with records that follow from a seed.
 */
package io.conttune.benchmark.jobs.source;
