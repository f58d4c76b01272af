package io.conttune.planted.bigsmall;

import io.conttune.planted.ds2.Ds2ThatFitsAModel;

/** Breaks: bigsmall uses only; the linear method is reached through core's port. */
public final class TunerThatUsesDs2 {
  public Ds2ThatFitsAModel linear = new Ds2ThatFitsAModel();
}
