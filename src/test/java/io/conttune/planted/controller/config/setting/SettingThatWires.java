package io.conttune.planted.controller.config.setting;

import io.conttune.planted.controller.service.WiringOfTheService;
import java.nio.file.Path;

/** Breaks: room config.setting uses only, and: room config.setting does no I/O. */
public final class SettingThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
  public Path file = Path.of("touched");
}
