/**
 * One operator without any cluster: its history from a CSV file or from DS2's rates, and a
 * parallelism for a rate. Pure but for the reading of files; depends on the algorithms and on the
 * faults of {@code input}.
 */
package io.conttune.controller.offline;
