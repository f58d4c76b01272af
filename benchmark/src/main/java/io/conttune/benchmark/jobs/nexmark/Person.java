package io.conttune.benchmark.jobs.nexmark;

/**
 * Somebody registers.
 *
 * @param id given in the order of registration, from 0
 * @param name first and last
 * @param city in that state
 * @param state of the USA, two letters
 * @param time in ms since the epoch
 * @param padding fills the record up
 */
public record Person(long id, String name, String city, String state, long time, String padding) {

  /** As it is worth keeping. */
  Person withoutPadding() {
    return new Person(id, name, city, state, time, "");
  }
}
