/**
 * The control loop of one job, in steps that do not block: look, measure, remember, decide, guard,
 * and carry a rescale on. May depend on core, the collector's window and nothing that does I/O.
 */
package io.conttune.controller.loop;
