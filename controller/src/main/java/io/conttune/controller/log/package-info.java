/**
 * Structured logs: one event per line with a stable name and typed fields, as JSON or as text.
 * docs/events.md lists them. Depends on slf4j, logback and core only.
 */
package io.conttune.controller.log;
