/**
 * Flink releases as processes of their own: a job manager and task managers that can be killed,
 * suspended and started again one by one. Depends on the JDK and the class paths that the modules
 * below {@code src/test/flink} write.
 */
package io.conttune.flink;
