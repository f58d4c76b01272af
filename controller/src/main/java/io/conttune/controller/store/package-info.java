/**
 * What the controller remembers over restarts and kills: observations, tuner states, the journal of
 * rescales and the decisions, in memory or in a database of H2 or PostgreSQL, and their form as
 * JSON. Knows core and the store's configuration.
 */
package io.conttune.controller.store;
