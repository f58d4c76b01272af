/**
 * Carries a rescale out: the resumable process over its journal entry, and Flink's REST API behind
 * the ports that it uses. May depend on core and the collector's REST client.
 */
package io.conttune.controller.rescale;
