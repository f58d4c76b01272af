/**
 * One launcher per launch kind, each beside its planner; a kind is added in {@link
 * io.conttune.controller.rescale.launch.Launchers}. May act over REST, read and write files, start
 * processes.
 */
package io.conttune.controller.rescale.launch;
