/**
 * The state machine of a rescale: from one journal entry to the next, through core's ports. Knows
 * core only: no REST, no disk, no process, no configuration.
 */
package io.conttune.controller.rescale.process;
