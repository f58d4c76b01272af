/**
 * Decisions: the input of a tuner, its answer, and the evidence for it. Tuners are pure: no clock,
 * no I/O, no randomness, no hidden state; the same input always has the same answer.
 */
package io.conttune.core.tuning;
