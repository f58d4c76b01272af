/**
 * Decides which of several controllers may act on a job: a lease with an epoch, and the port to the
 * store that keeps it.
 */
package io.conttune.core.lease;
