/**
 * Pages for people: the report of a run, and reports as tables and charts, each one HTML file that
 * needs nothing besides.
 *
 * <p>Templates and style sheets are in {@code src/main/resources/pages}. The templates escape
 * whatever is put into them; a page runs no script and loads nothing, and its own policy forbids
 * both. The charts are tables, drawn by the style sheet of <a
 * href="https://chartscss.org/">Charts.css</a>, so that a page without style, or read aloud, still
 * says the same.
 *
 * <p>A page is a class with a template of its name; {@link dev.rollcall.pages.Page} is what all
 * have in common.
 */
@NullMarked
package dev.rollcall.pages;

import org.jspecify.annotations.NullMarked;
