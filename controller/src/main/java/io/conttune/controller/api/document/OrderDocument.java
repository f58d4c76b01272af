package io.conttune.controller.api.document;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An order of a person, with what became of it.
 *
 * @param id of it, and of the rescale that it asks for
 * @param job that it concerns; absent if it concerns every job
 * @param order its word, such as pause
 * @param parallelism that it names, by operator; absent if it names none
 * @param author who has given it
 * @param reason why
 * @param at when it was given
 * @param until when it ends by itself; absent if it does not
 * @param end done, expired, lifted, replaced or refused; absent while it may be in force
 * @param note one sentence about the end
 */
public record OrderDocument(
    String id,
    Optional<String> job,
    String order,
    Optional<Map<String, Integer>> parallelism,
    String author,
    String reason,
    Instant at,
    Optional<Instant> until,
    Optional<String> end,
    Optional<String> note) {}
