/**
 * Seeded databases for JUnit tests. Knows the JDK and JUnit alone: it is packed into an artifact of
 * its own, and starts the program as a process where a database has to be made.
 */
package dev.rollcall.junit;

