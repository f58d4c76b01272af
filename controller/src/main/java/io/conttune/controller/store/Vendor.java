package io.conttune.controller.store;

import io.conttune.core.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;

/** The differences between the databases that a store can lie in. */
interface Vendor {
  /** Names the database in messages, without secrets. */
  String place();

  /** The steps that lead to the tables of today. */
  Migrations migrations();

  /**
   * A new connection, on which whatever is committed is kept, without automatic commits. Nobody
   * else changes the tables until {@link #ready}.
   */
  Connection connect() throws SQLException;

  /** The tables of this connection are those of today. */
  void ready(Connection connection) throws SQLException;

  /** Returns when everything that was committed is on the disk. */
  void sync(Connection connection) throws SQLException;

  /** Tells whether a new connection finds everything that was committed on this one. */
  Connections connections();

  /** Tells whether several controllers may have the database open. */
  Sharing sharing();

  /** Tells whether opening the database may succeed later without a change of its settings. */
  Outage outage(SQLException failure);

  /** For whoever wanted to do {@code what}. */
  StoreUnavailableException unavailable(String what, SQLException failure);

  /** The number of controllers that may have the database open. */
  enum Sharing {
    /** Several controllers, which have leases in it. */
    SHARED,
    /** One controller. */
    SOLE
  }

  /** The data that a new connection finds. */
  enum Connections {
    /** A connection that failed is given up for a new one. */
    REPLACEABLE,
    /** The database is gone with its only connection. */
    ONLY_ONE
  }

  /** The kinds of failures to open a database. */
  enum Outage {
    /** It is down, or cannot be reached. */
    PASSING,
    /** Somebody must change something first. */
    LASTING
  }
}
