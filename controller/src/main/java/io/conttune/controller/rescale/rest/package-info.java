/**
 * What a rescale asks of a cluster over REST: stop, cancel, state, resource requirements, jars,
 * disposal of savepoints. May act over REST; no files, no processes.
 */
package io.conttune.controller.rescale.rest;
