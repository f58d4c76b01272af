package io.conttune.controller.api.document;

import java.time.Instant;

/**
 * The slots that tuning has saved, against a job that always has what it needed at its peak.
 *
 * @param job its name
 * @param since the begin of the time that is told of: the first rescale that counts
 * @param until its end
 * @param peak the most slots in that time
 * @param mean the mean over the time
 * @param now those that the job holds
 * @param savedSlotHours peak less what was held, over the time
 * @param savedShare of what the peak would have taken, from 0 to 1
 */
public record SavingsDocument(
    String job,
    Instant since,
    Instant until,
    int peak,
    double mean,
    int now,
    double savedSlotHours,
    double savedShare) {}
