/**
 * Tests of the documents in Markdown: sentences that are short enough to be understood at once, and
 * links that lead somewhere. Knows no code of ours.
 */
package io.conttune.docs;
