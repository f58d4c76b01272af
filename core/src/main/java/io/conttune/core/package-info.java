/**
 * The terms that the other modules share: the job graph, its metrics, the history of observations,
 * decisions with their evidence, and the ports to the outside. Immutable values, JDK only.
 */
package io.conttune.core;
