/**
 * From the metrics of one window to the load of every operator: real upstream data rates and
 * backlogs, propagated from the sources along the edges. Pure functions; depends on graph and
 * metrics only.
 */
package io.conttune.core.rates;
