/**
 * The REST calls of a rescale: state of runs, stop, cancel, resource requirements, disposal of
 * savepoints. May act over REST; no files, no processes.
 */
package io.conttune.controller.rescale.rest;
