package io.conttune.benchmark.sharing;

/**
 * A request of a controller about a job.
 *
 * @param at milliseconds of the time of day
 * @param controller its number, in the order of their starts
 * @param job the name of the job
 */
record Visit(long at, int controller, String job) {}
