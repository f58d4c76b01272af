/**
 * A Flink job that can be audited: every record has a number, and is counted in keyed state, in a
 * transactional sink and in a plain one. One jar of it runs on Flink 1.20 and 2.3. Depends on Flink
 * and the JDK.
 */
package io.conttune.audited;
