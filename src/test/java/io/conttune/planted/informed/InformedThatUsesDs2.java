package io.conttune.planted.informed;

import io.conttune.planted.ds2.Ds2ThatFitsAModel;

/** Breaks: informed uses only; the linear method is reached through core's port. */
public final class InformedThatUsesDs2 {
  public Ds2ThatFitsAModel linear = new Ds2ThatFitsAModel();
}
