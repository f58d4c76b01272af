/**
 * The jobs that are uploaded to a Flink cluster, with their rate-controlled source, and the audit
 * of what they counted. Depends on Flink and the JDK alone, with nothing that differs between Flink
 * 1.20 and 2.3.
 */
package io.conttune.benchmark.jobs;
