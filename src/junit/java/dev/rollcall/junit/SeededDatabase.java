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
 * java.nio.file.Path} (of the file) or a {@link javax.sql.DataSource} (which needs an SQLite driver
 * on the class path). Within one test, all parameters of one folder are the same database; after the
 * test it is deleted.
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
}
