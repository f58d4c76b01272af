package io.conttune.core.secret;

/** Finds secrets, each time anew. */
@FunctionalInterface
public interface SecretLookup {
  /** Knows no secret. */
  SecretLookup NONE =
      reference -> {
        throw new SecretMissingException(reference + " is not looked up here");
      };

  /**
   * The secret at a place.
   *
   * @throws SecretMissingException if there is none; the message names the place and continues
   *     "this value …"
   */
  String find(SecretReference reference) throws SecretMissingException;
}
