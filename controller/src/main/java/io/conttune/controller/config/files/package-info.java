/**
 * The readers and the writer of the two kinds of file, conttune.yaml and jobs/*.yaml, and the
 * references to secrets in them. Reads files, touches no cluster.
 */
package io.conttune.controller.config.files;
