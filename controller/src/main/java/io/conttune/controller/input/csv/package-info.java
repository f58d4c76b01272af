/**
 * Tables as spreadsheets export them: rows of CSV with the position of every field, and numbers
 * with marks between thousands or a comma before the decimals. Uses {@code input} and the CSV
 * library; reads texts, and no files.
 */
package io.conttune.controller.input.csv;
