/**
 * Pictures as PNG files, drawn without a display: plots of lines, bands and dots, several of them
 * below each other where they share an axis, and the plot of a model of processing ability.
 */
package io.conttune.benchmark.chart;
