/**
 * The addition of the patches to Flink: the time of a task, told apart by its use. Compiled for
 * Java 8, into the patched jar of each Flink version; depends on nothing but Flink.
 */
package io.conttune.usefultime;
