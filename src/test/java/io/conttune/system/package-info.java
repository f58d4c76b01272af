/**
 * System tests: what ships, on a real Flink in this JVM or in processes of its own. May depend on
 * every module.
 */
package io.conttune.system;
