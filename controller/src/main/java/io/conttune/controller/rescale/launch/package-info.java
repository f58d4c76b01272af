/**
 * One launcher per launch kind, each beside its planner; a kind is added in {@link
 * io.conttune.controller.rescale.launch.Launchers}. May act over REST, read and write files, start
 * processes, of which one runs a launcher of the user's. A planner only asks, except that a jar
 * which the cluster lacks is uploaded for the dry run, before the rescale is in the journal and
 * without a look at the lease. With {@code launch: client} it builds the new graph in a process on
 * this machine, waits for it, and sends it once in a request that names no graph, so that Flink
 * starts nothing.
 */
package io.conttune.controller.rescale.launch;
