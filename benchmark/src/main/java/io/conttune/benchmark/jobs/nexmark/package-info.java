/**
 * Queries of the Nexmark benchmark as DataStream jobs, each beside a plain computation of its
 * results, and the auctions, bids and persons that they read.
 */
package io.conttune.benchmark.jobs.nexmark;
