/**
 * The common parts of the jobs that are uploaded to a Flink cluster: their command line, what a
 * record costs, and how a query becomes job vertices. Depends on Flink and the JDK alone, with
 * nothing that differs between Flink 1.20 and 2.3.
 */
package io.conttune.benchmark.jobs;
