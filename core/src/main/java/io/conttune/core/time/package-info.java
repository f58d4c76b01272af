/**
 * Time that passes: a clock that only goes forward, and stopwatches on it. Durations are measured
 * with these. The time of day, which can jump, is for people. Knows the JDK only.
 */
package io.conttune.core.time;
