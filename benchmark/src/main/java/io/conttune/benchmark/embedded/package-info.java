/**
 * A Flink cluster inside this JVM, reached over REST like any other, and the jar that is uploaded
 * to it. Depends on Flink, the JDK and {@code jobs}.
 */
package io.conttune.benchmark.embedded;
