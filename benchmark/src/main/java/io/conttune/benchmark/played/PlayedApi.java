package io.conttune.benchmark.played;

/** Whatever answers requests as a server would. Only one thread asks it. */
public interface PlayedApi {
  /** The answer to a request that has come in full. */
  PlayedReply answer(PlayedRequest request);
}
