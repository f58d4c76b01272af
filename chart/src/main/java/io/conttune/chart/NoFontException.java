package io.conttune.chart;

import java.io.IOException;

/** This machine has no font for the JDK to draw text with, so no picture can be made. */
public final class NoFontException extends IOException {

  private static final long serialVersionUID = 1;

  NoFontException(Throwable cause) {
    super(
        "no font can be used for pictures: install one and fontconfig"
            + " (Debian: apt-get install fontconfig fonts-dejavu-core)",
        cause);
  }
}
