/** Results of a comparison as text, as JSON, and as a folder of tables and pictures. */
package io.conttune.benchmark.simulator.report;
