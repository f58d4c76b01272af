package io.conttune.benchmark.jobs.nexmark;

/**
 * The number of bids for an auction in a window.
 *
 * @param auction with at least one
 * @param windowEnd exclusive, in ms since the epoch
 * @param bids at least 1
 */
public record AuctionCount(long auction, long windowEnd, long bids) {}
