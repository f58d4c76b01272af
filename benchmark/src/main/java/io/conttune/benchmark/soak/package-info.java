/**
 * The service for hours beside clusters and a database that fail at random, and a judge who knows
 * the true load of every job: what it leaks, and what it does that nothing warrants.
 */
package io.conttune.benchmark.soak;
