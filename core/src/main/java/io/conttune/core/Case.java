package io.conttune.core;

/**
 * The answer for one kind of a sealed type, given to its {@code match} method. A kind that is added
 * to the type is a parameter that is added to {@code match}: no caller compiles until it has an
 * answer for it.
 *
 * @param <V> the kind
 * @param <R> the answer
 * @param <X> the checked exception of this answer; inferred as an unchecked one where there is none
 */
@FunctionalInterface
public interface Case<V, R, X extends Exception> {
  /** The answer for a value of this kind. */
  R of(V value) throws X;
}
