/**
 * The long-running service: one loop per job, and the one place where objects are wired together.
 */
package io.conttune.controller.service;
