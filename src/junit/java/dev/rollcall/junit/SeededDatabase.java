package dev.rollcall.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives every test a database of its own that a folder makes, as {@code rollcall seed} does.
 *
 * <p>On a parameter of a test, or of what runs before or after each test, it says what database that
 * is. On a class it says so for all such parameters that have no annotation and are a {@link
 * java.nio.file.Path} (of the file) or a {@link javax.sql.DataSource} (which needs a driver on the
 * class path). Within one test, all parameters of one folder are the same database; after the test
 * it is deleted.
 *
 * <p>The program is the file that the system property {@code rollcall.seeding} names, or the
 * environment variable {@code ROLLCALL_PROGRAM}; otherwise {@code rollcall} on the path. It is asked
 * once for each folder; tests get copies.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.PARAMETER})
@ExtendWith(SeededDatabaseExtension.class)
public @interface SeededDatabase {

  /** The folder, from where the tests run. */
  String value();

  /**
   * The PostgreSQL server that the databases are made on, as JDBC takes its address, with a database
   * that is there already and the name of somebody who may make others. {@code ${NAME}} is read from
   * a system property, or else from the environment. Empty, as by default: they are SQLite files.
   *
   * <p>What the folder makes is kept there as a template, {@code rollcall_seed_KEY}, also for the
   * next time; a test's own database is {@code rollcall_test_…}. Whatever is left of them, of other
   * contents or by tests that were killed, may be dropped.
   */
  String server() default "";
}
