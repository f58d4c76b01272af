/** The picture of one operator's model, and of the parallelism that it recommends for a rate. */
package io.conttune.benchmark.plot;
