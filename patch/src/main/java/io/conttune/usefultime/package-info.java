/**
 * What the patches add to Flink: how the time of a task is told apart. Compiled for Java 8, into
 * the patched jar of each Flink version; depends on nothing but Flink.
 */
package io.conttune.usefultime;
