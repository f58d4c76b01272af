/**
 * The state of a job where it is stored, for when the cluster has forgotten it. May read the disk;
 * writes nothing.
 */
package io.conttune.controller.rescale.storage;
