/**
 * Which of several controllers acts on a job: the lease as its loop uses it, and the fence before
 * whatever changes the cluster. Knows core only.
 */
package io.conttune.controller.lease;
