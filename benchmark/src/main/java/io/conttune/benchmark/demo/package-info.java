/**
 * {@code ./conttune demo}: an embedded Flink, a job whose source rate changes on a schedule, and
 * the controller tuning it over REST as it would beside any cluster; then an audit and a report.
 */
package io.conttune.benchmark.demo;
