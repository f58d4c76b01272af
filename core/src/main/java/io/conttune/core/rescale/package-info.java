/**
 * Redeploying a job through a savepoint: the journal entry that describes one rescale at every
 * moment of its life, and the ports to the journal and to the cluster.
 */
package io.conttune.core.rescale;
