/**
 * One launcher per launch kind, each beside its planner. May act over REST, read and write files,
 * start processes.
 */
package io.conttune.controller.rescale.launch;
