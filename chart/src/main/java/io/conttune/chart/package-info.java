/**
 * Pictures as PNG and SVG files, drawn without a display: plots of lines, bands and dots, several
 * of them below each other where they share an axis. Knows XChart, and nothing of ours.
 */
package io.conttune.chart;
