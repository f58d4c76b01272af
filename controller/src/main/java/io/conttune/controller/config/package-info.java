/**
 * The configuration as validated, immutable records, one for the service and one per job, with the
 * declarations of their settings. Knows the room setting, of the room log the names of events,
 * core, the settings and models of the algorithm modules, and no YAML.
 */
package io.conttune.controller.config;
