package io.conttune.benchmark.jobs.nexmark;

/**
 * Somebody bids for an item.
 *
 * @param auction of the item
 * @param bidder a person
 * @param price in US cents
 * @param time in ms since the epoch
 * @param padding fills the record up
 */
public record Bid(long auction, long bidder, long price, long time, String padding) {}
