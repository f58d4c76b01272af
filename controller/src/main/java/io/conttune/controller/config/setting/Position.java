package io.conttune.controller.config.setting;

/**
 * A place in a file.
 *
 * @param file as it was named on the command line or found in the jobs directory
 * @param line from 1
 * @param column from 1
 */
public record Position(String file, int line, int column) {}
