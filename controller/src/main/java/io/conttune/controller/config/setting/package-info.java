/**
 * The way a setting is declared: key, type with its range, default, one line of text; and what is
 * done with declarations: reading with all faults, writing, listing. Knows core and the room input.
 */
package io.conttune.controller.config.setting;
