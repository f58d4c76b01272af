/**
 * Proves that a rescale loses no job and no record: the controller killed, in a process of its own,
 * or given faulty answers at every point of a rescale, on Flink in processes of its own. What is
 * tried stands in tables; {@code mvn verify -Prescale-harness} runs all of them and writes what
 * came out below {@code target/rescale-harness}.
 */
package io.conttune.harness;
