package io.conttune.controller.http;

/** The rights of a caller. Each role may do what those before it may. */
public enum Role {
  /** May ask whether the service is alive. */
  ANYONE,
  /** May read everything that the service tells. */
  VIEW,
  /** May also act by hand: pause a job, pin a parallelism. */
  OPERATE;

  /** Whether a caller of this role may do what takes that one. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The key of this role's token in the configuration. */
  String word() {
    return switch (this) {
      case ANYONE -> "anyone";
      case VIEW -> "view";
      case OPERATE -> "operate";
    };
  }
}
