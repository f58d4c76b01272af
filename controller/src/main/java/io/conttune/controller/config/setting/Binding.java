package io.conttune.controller.config.setting;

/**
 * Binds each component of a record to its setting. It is written once, as a call of the record's
 * constructor, so that a component without a setting, or with one of another type, does not
 * compile:
 *
 * <pre>{@code
 * static Point bind(Fields<Point> fields) {
 *   return new Point(fields.value(X, Point::x), fields.value(Y, Point::y));
 * }
 * }</pre>
 *
 * <p>Reading, writing and listing are the same walk with other {@link Fields}.
 */
@FunctionalInterface
public interface Binding<R> {
  /**
   * The record of these fields. It asks for every setting, in the order in which they are shown.
   */
  R bind(Fields<R> fields);
}
