package io.conttune.audited;

/**
 * One record of the input.
 *
 * @param partition of the source
 * @param index within the partition, from 0
 * @param reader when the reader that emitted it was given the partition, in milliseconds
 * @param restored the index at which that reader began
 * @param payload fills the record up
 */
public record Numbered(int partition, long index, long reader, long restored, String payload) {}
