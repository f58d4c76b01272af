package io.conttune.benchmark.sharing;

/**
 * A lease's row as it was written once.
 *
 * @param job whose lease it is
 * @param epoch of the lease
 * @param holder as the row names it
 * @param expires milliseconds of the time of day
 * @param written milliseconds of the time of day
 */
record LeaseRow(String job, long epoch, String holder, long expires, long written) {}
