/**
 * Finds out which surrogate predicts processing ability best: histories with a known truth, ways of
 * holding points back, and the errors of each contender. Everything follows from a seed.
 */
package io.conttune.benchmark.study;
