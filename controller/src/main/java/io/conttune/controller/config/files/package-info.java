/**
 * The readers of the two kinds of file, conttune.yaml and jobs/*.yaml: which keys there are and how
 * they become records of config. Reads files, touches no cluster.
 */
package io.conttune.controller.config.files;
