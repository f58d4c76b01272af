/**
 * Builds the job graph of a program in a process of its own, whose class path is the Flink that the
 * user gives: one binary so serves clusters of any version. {@link
 * io.conttune.graphbuilder.GraphBuilder} alone knows Flink; the other types are what the controller
 * and that process tell each other, in files of one directory. Reads and writes only there; nothing
 * is sent to a cluster.
 */
package io.conttune.graphbuilder;
