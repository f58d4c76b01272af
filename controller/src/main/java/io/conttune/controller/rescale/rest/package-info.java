/**
 * What a rescale asks of a cluster over REST, and does to it: state of runs, stop, cancel, resource
 * requirements, disposal of savepoints. May act over REST; no files, no processes.
 */
package io.conttune.controller.rescale.rest;
