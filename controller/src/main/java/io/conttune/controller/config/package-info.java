/**
 * The configuration as validated, immutable records: one for the service, one per job. Knows core,
 * the rooms input and operators, and no YAML.
 */
package io.conttune.controller.config;
