/**
 * The bounds of every job vertex: the configuration applied to the job as it runs. Knows core,
 * config and loop.
 */
package io.conttune.controller.limits;
