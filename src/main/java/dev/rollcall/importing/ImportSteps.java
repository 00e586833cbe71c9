package dev.rollcall.importing;

import dev.rollcall.meaning.RollbackPolicy;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A run as a Spring Batch job of three steps: <em>stage</em> and <em>judge</em>, which write
 * nothing, and <em>apply</em>; before which <em>parts</em> writes what may be written at the same
 * time.
 *
 * <p>Applying is a tasklet that does one chunk a call, not Spring Batch's chunk-oriented step: that
 * one's way with rows that fail to be written loses rows after a crash, and a commit that fails
 * leaves it unable to restart. Here the tasklet's transaction holds the chunk's users, changes,
 * rejects and position, and nothing in it is ever retried.
 */
final class ImportSteps {

  private final JobRepository jobRepository;
  private final PlatformTransactionManager transactionManager;

  ImportSteps(JobRepository jobRepository, PlatformTransactionManager transactionManager) {
    this.jobRepository = jobRepository;
    this.transactionManager = transactionManager;
  }

  /** The job for one execution of the task. */
  Job job(String name, ImportTask task, RollbackPolicy rollback) {
    SimpleJobBuilder job = new JobBuilder(name, jobRepository).start(stage(task)).next(judge(task));
    if (task.mayWriteAtOnce()) {
      job = job.next(parts(task));
    }
    return job.next(apply(task, rollback)).build();
  }

  /** Writes the parts that may be written at the same time, in transactions of their own. */
  private Step parts(ImportTask task) {
    Tasklet tasklet =
        (contribution, context) -> {
          task.writeAtOnce();
          return RepeatStatus.FINISHED;
        };
    return new StepBuilder("parts", jobRepository)
        .tasklet(tasklet, new ResourcelessTransactionManager())
        .allowStartIfComplete(true)
        .build();
  }

  private Step stage(ImportTask task) {
    Tasklet tasklet =
        (contribution, context) -> {
          task.stage();
          return RepeatStatus.FINISHED;
        };
    return new StepBuilder("stage", jobRepository)
        .tasklet(tasklet, new ResourcelessTransactionManager())
        .allowStartIfComplete(true)
        .build();
  }

  /** Asks the guards before anything is written, if what is written is visible at once. */
  private Step judge(ImportTask task) {
    Tasklet tasklet =
        (contribution, context) -> {
          task.judgeBeforehand();
          return RepeatStatus.FINISHED;
        };
    return new StepBuilder("judge", jobRepository)
        .tasklet(tasklet, new ResourcelessTransactionManager())
        .allowStartIfComplete(true)
        .build();
  }

  private Step apply(ImportTask task, RollbackPolicy rollback) {
    Tasklet tasklet =
        switch (rollback) {
          case CHUNK ->
              (contribution, context) -> {
                int rows = task.writeChunk();
                contribution.incrementWriteCount(rows);
                if (rows > 0) {
                  return RepeatStatus.CONTINUABLE;
                }
                task.finish(false);
                return RepeatStatus.FINISHED;
              };
          case RUN ->
              (contribution, context) -> {
                int rows;
                while ((rows = task.writeChunk()) > 0) {
                  contribution.incrementWriteCount(rows);
                }
                task.finish(true);
                return RepeatStatus.FINISHED;
              };
        };
    return new StepBuilder("apply", jobRepository)
        .tasklet(tasklet, transactionManager)
        .allowStartIfComplete(true)
        .build();
  }
}
