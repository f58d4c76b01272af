/** What has been learnt of each operator: processing ability observed at each parallelism. */
package io.conttune.core.history;
