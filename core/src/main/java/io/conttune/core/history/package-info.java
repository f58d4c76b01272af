/** Observations of each operator: its processing ability at each parallelism that was tried. */
package io.conttune.core.history;
