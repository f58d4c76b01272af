/**
 * Orders of people to the service: their kinds, those that are in force, and the port that keeps
 * them. An order is stronger than any tuner. Knows no store and no protocol.
 */
package io.conttune.core.steering;
