package dev.rollcall.workers;

import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.PlatformTransactionManager;

/** Makes Spring Batch's repository of jobs, whose tables must be there. */
public interface JobRecords {

  /**
   * One that works in transactions of this manager.
   *
   * @throws Exception if that can't be
   */
  JobRepository on(DataSource dataSource, PlatformTransactionManager manager) throws Exception;
}
