package io.conttune.planted.controller.service;

/** Breaks: nothing itself; no room below may use it. */
public final class WiringOfTheService {}
