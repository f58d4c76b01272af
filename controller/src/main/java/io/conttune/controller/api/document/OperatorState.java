package io.conttune.controller.api.document;

import java.util.OptionalDouble;

/**
 * An operator of a running job. Rates are in records per second, shares lie between 0 and 1.
 *
 * @param id of the job vertex
 * @param name as in the log
 * @param parallelism its present one
 * @param wanted what the last decision gives it
 * @param inputRate records received
 * @param targetRate what would arrive if nothing held the job up
 * @param ability records that it could process at its parallelism
 * @param busy share of time in which its busiest subtask was busy
 * @param backpressured share of time in which it was backpressured
 * @param backlogRecords records that wait outside of Flink for this source
 * @param backlogSeconds the same in seconds of the rate at which they arrive
 */
public record OperatorState(
    String id,
    String name,
    int parallelism,
    int wanted,
    OptionalDouble inputRate,
    OptionalDouble targetRate,
    OptionalDouble ability,
    OptionalDouble busy,
    OptionalDouble backpressured,
    OptionalDouble backlogRecords,
    OptionalDouble backlogSeconds) {}
