/**
 * What an import must do, written from the product's page alone: slow, plain, in memory, and
 * without a line of the program it judges. Where the two differ, one of them is wrong.
 */
@NullMarked
package dev.rollcall.model;

import org.jspecify.annotations.NullMarked;
