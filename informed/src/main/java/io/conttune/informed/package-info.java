/**
 * The tuner {@code informed}: one restart per change of load. It decides on the newest piece of the
 * window that holds one load only, and on what every operator is known to carry. Pure; depends on
 * core, gp-model and the parts model of big-small.
 */
package io.conttune.informed;
