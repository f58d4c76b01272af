/**
 * The control loop of one job, in steps that wait for no rescale: look, measure, remember, decide,
 * guard, carry a rescale on, tidy up savepoints. Knows core, the collector's window and
 * rescale.process; no files, network, database or processes.
 */
package io.conttune.controller.loop;
