/**
 * The bounds of every job vertex: the configuration applied to the job as it runs. Knows core and
 * config.
 */
package io.conttune.controller.limits;
