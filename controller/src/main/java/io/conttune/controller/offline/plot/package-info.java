/**
 * The picture of one operator's model, and of the parallelism that it recommends for a rate. May
 * use {@code offline}, core, the algorithms' models and chart; only commands see it.
 */
package io.conttune.controller.offline.plot;
