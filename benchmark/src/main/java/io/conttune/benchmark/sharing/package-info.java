/**
 * Several controllers on one database, beside clusters that only play Flink's REST API: which of
 * them acts on which job while one is killed and another joins, and that there is always one.
 */
package io.conttune.benchmark.sharing;
