/** The word count and its input. */
package io.conttune.benchmark.jobs.wordcount;
