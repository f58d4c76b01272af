package io.conttune.planted.ds2;

import io.conttune.planted.gp.ModelOutsideInternal;

/** Breaks: ds2 uses only. */
public final class Ds2ThatFitsAModel {
  public ModelOutsideInternal model = new ModelOutsideInternal();
}
