/** The main of the jobs' jar. */
package io.conttune.benchmark.jobs.launch;
