/**
 * Tells people what the loops did: the log, the decision file. Hears of it through one listener;
 * changes nothing.
 */
package io.conttune.controller.service.report;
