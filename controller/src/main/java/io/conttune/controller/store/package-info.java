/**
 * Stores that outlive a restart or a kill: observations, tuner states, the journal of rescales,
 * savepoints, jars and decisions, in H2, on a server, or in memory for tests. Also the JSON form of
 * those records. Knows core, the store's configuration and the room files.
 */
package io.conttune.controller.store;
