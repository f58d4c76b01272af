/**
 * What the controller remembers over restarts and kills: observations, tuner states, the journal of
 * rescales and the decisions, in memory or in an H2 file, and their form as JSON. Knows core only.
 */
package io.conttune.controller.store;
