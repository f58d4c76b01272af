/** The shape of a Flink job: job vertices, the edges between them, and their parallelism. */
package io.conttune.core.graph;
