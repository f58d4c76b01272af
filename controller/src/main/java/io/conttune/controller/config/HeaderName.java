package io.conttune.controller.config;

import io.conttune.controller.config.setting.Mismatch;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of headers that a user may add to a request. */
final class HeaderName {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /** Those that the client writes itself. */
  private static final Set<String> RESERVED =
      Set.of("connection", "content-length", "content-type", "expect", "host", "upgrade");

  private HeaderName() {}

  /** The same name, if a request can carry such a header. */
  static String checked(String name) throws Mismatch {
    if (!FORM.matcher(name).matches() || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      throw new Mismatch("is no header that can be added, expected a name such as X-Token");
    }
    return name;
  }
}
