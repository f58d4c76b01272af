/**
 * Finds code of the user's on the class path and calls it. However it fails or hangs, nothing else
 * does. Has threads; knows only core.
 */
package io.conttune.controller.extension;
