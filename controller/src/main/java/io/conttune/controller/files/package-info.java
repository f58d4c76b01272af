/** Files that the service writes, for its own user alone. Knows nothing but the JDK. */
package io.conttune.controller.files;
