/**
 * Watches the jobs of a cluster for a while and tells what each would need, with the control loops
 * of the service. Changes nothing on the cluster and keeps nothing. May use every room but the
 * commands.
 */
package io.conttune.controller.trial;
