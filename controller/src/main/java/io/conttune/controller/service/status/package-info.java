/**
 * The present state of every job, as immutable snapshots that any thread may read. The loops
 * publish them through a listener; nothing here waits, reads a store or asks Flink.
 */
package io.conttune.controller.service.status;
