/**
 * Which of several controllers may act on a job: a lease with an epoch, and the port to the place
 * where it is kept.
 */
package io.conttune.core.lease;
