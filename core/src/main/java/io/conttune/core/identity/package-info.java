/**
 * Recognises a job from one look to the next: which vertices are the same, which changed, and the
 * run in which the job was last seen.
 */
package io.conttune.core.identity;
