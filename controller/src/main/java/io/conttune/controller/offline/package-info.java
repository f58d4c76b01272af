/**
 * One operator without any cluster: its history from a CSV file, and a parallelism for a rate. Pure
 * but for the reading of the file; depends on the algorithms, and on the faults of {@code config}.
 */
package io.conttune.controller.offline;
