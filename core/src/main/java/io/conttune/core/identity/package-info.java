/**
 * Recognising a job from one look to the next: what of it is the same, what is another, and how it
 * was seen last.
 */
package io.conttune.core.identity;
