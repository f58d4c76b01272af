package io.conttune.benchmark.jobs.nexmark;

/**
 * Somebody offers an item.
 *
 * @param id given in the order of the offers, from 0
 * @param seller a person
 * @param category of the item, from 10 to 14
 * @param time in ms since the epoch
 * @param padding fills the record up
 */
public record Auction(long id, long seller, int category, long time, String padding) {}
