package io.conttune.controller.api.document;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A job and its state now, in one line.
 *
 * @param job its name
 * @param flink address of its cluster
 * @param mode observe, recommend or act
 * @param phase what the control loop was busy with in its last step
 * @param reason why it is in this phase, one sentence
 * @param acting whether this controller may act on the job; false while another one holds its lease
 * @param holder the controller that has its lease; absent if the store serves one controller, or if
 *     nobody has it yet
 * @param jobId Flink's id of the run that was seen last; absent while there is none
 * @param seenSecondsAgo time since that run was seen
 * @param heardSecondsAgo time since the control loop was heard of
 * @param nextLookSeconds time until the next step of the control loop, if it goes on as usual
 * @param downSeconds how long the job has been down; absent while it is up
 * @param subtasks of all operators together
 * @param subtasksWanted what the last decision gives them
 * @param slots that it holds
 * @param slotsWanted those that it would hold by the last decision
 * @param slotsPeak the most that it held or would have held since the service started
 * @param rescaleStage of the rescale that is under way
 */
public record JobState(
    String job,
    String flink,
    String mode,
    String phase,
    String reason,
    boolean acting,
    Optional<String> holder,
    Optional<String> jobId,
    OptionalDouble seenSecondsAgo,
    double heardSecondsAgo,
    double nextLookSeconds,
    OptionalDouble downSeconds,
    OptionalInt subtasks,
    OptionalInt subtasksWanted,
    OptionalInt slots,
    OptionalInt slotsWanted,
    OptionalInt slotsPeak,
    Optional<String> rescaleStage) {}
