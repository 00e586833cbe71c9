package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.database.Schema;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.observability.jfr.events.job.JobLaunchEvent;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.core.convert.support.ConfigurableConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Spring Batch's job repository on a database that may come from anywhere.
 *
 * <p>Left to itself, the repository would make objects of whatever class the database names: it
 * keeps contexts as serialized Java objects, and parameters with the name of a class that it
 * converts their text to. Whoever has made the database could so run programs with the rights of
 * whoever opens it. Here a context is never kept, as the ledger has all that a restart needs; and a
 * parameter is a number.
 */
final class BatchRecords {

  private BatchRecords() {}

  /**
   * Does what Spring Batch would do when the first job is launched: makes its reports known to
   * Java's flight recorder, which is then set up whether it records or not.
   */
  static void beforehand() {
    new JobLaunchEvent("", "").shouldCommit();
  }

  /** The repository; its tables must be there. */
  static JobRepository on(
      Database database, DataSource dataSource, PlatformTransactionManager transactionManager)
      throws Exception {
    JdbcJobRepositoryFactoryBean bean = new JdbcJobRepositoryFactoryBean();
    bean.setDataSource(dataSource);
    bean.setTransactionManager(transactionManager);
    bean.setDatabaseType(database.batchType());
    bean.setTablePrefix(Schema.BATCH_PREFIX);
    // There is one writer.
    bean.setIsolationLevelForCreate("ISOLATION_DEFAULT");
    bean.setSerializer(new NoContexts());
    bean.setConversionService(numbersOnly());
    bean.afterPropertiesSet();
    return bean.getObject();
  }

  private static ConfigurableConversionService numbersOnly() {
    GenericConversionService conversions = new GenericConversionService();
    conversions.addConverter(String.class, Long.class, Long::valueOf);
    conversions.addConverter(Long.class, String.class, String::valueOf);
    return conversions;
  }

  /** Writes nothing, and reads nothing of what is there. */
  private static final class NoContexts implements ExecutionContextSerializer {

    @Override
    public void serialize(Map<String, Object> context, OutputStream out) {}

    @Override
    public Map<String, Object> deserialize(InputStream in) {
      return new HashMap<>();
    }
  }
}
