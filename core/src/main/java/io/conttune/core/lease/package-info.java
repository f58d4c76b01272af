/**
 * Decides which of several controllers may act on a job: a lease with an epoch, who holds how many,
 * and the ports to the store that keeps it.
 */
package io.conttune.core.lease;
