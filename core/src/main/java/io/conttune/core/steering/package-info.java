/**
 * What people tell the service to do with its jobs: orders, which of them are in force, and the
 * port that keeps them. An order is stronger than any tuner. Knows no store and no protocol.
 */
package io.conttune.core.steering;
