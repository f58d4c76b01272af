/**
 * A real cluster of Flink 1.12.7 with the patch of this project: what its metrics are worth, what
 * the patch costs, and a job tuned on it. Only with {@code -Ppatched-flink}.
 */
package io.conttune.patched;
