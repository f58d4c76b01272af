/**
 * The picture of one operator's model, and of the parallelism that it recommends for a rate. May
 * use {@code config}, {@code offline}, core, gp and chart; no other room sees it.
 */
package io.conttune.controller.offline.plot;
