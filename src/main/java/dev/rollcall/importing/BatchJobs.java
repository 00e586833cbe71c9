package dev.rollcall.importing;

import dev.rollcall.meaning.ImportJob;
import java.time.LocalDateTime;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Runs as Spring Batch knows them: a run is a job instance, each start or restart of it an
 * execution. Whoever calls must hold the database's run lock, so that whatever looks at work is
 * dead.
 */
public final class BatchJobs {

  private final JobRepository jobRepository;
  private final JobOperator jobOperator;
  private final ImportSteps steps;

  /**
   * @param jobOperator must execute in the calling thread
   * @param transactionManager of the job repository's tables as well as of the users
   */
  public BatchJobs(
      JobRepository jobRepository,
      JobOperator jobOperator,
      PlatformTransactionManager transactionManager) {
    this.jobRepository = jobRepository;
    this.jobOperator = jobOperator;
    this.steps = new ImportSteps(jobRepository, transactionManager);
  }

  /**
   * Starts the run, or restarts it in whatever state it was left.
   *
   * @throws Exception what made the execution fail, as it was thrown
   */
  void execute(ImportJob definition, ImportTask task, long runId) throws Exception {
    Job job = steps.job(definition.name(), task, definition.rollback());
    JobParameters parameters = new JobParametersBuilder().addLong("run", runId).toJobParameters();
    takeOver(definition.name(), parameters);
    JobExecution execution = jobOperator.start(job, parameters);
    if (execution.getStatus() != BatchStatus.COMPLETED) {
      throw firstFailure(execution);
    }
  }

  /**
   * Declares failed what died, so that it can be restarted: whether there is work left the ledger
   * says, whatever Spring Batch believes. Its own recovery leaves out executions in status UNKNOWN,
   * which is what a failed commit leaves.
   */
  private void takeOver(String name, JobParameters parameters) {
    JobInstance instance = jobRepository.getJobInstance(name, parameters);
    if (instance == null) {
      return;
    }
    JobExecution dead = jobRepository.getLastJobExecution(instance);
    if (dead == null) {
      // It died between two commits of Spring Batch, which can't start such an instance.
      jobRepository.deleteJobInstance(instance);
      return;
    }
    if (dead.getStatus() == BatchStatus.FAILED) {
      return;
    }
    for (StepExecution step : dead.getStepExecutions()) {
      if (step.getStatus() != BatchStatus.COMPLETED) {
        step.setStatus(BatchStatus.FAILED);
        step.setEndTime(LocalDateTime.now());
        jobRepository.update(step);
      }
    }
    dead.setStatus(BatchStatus.FAILED);
    dead.setEndTime(LocalDateTime.now());
    jobRepository.update(dead);
  }

  private static Exception firstFailure(JobExecution execution) {
    for (Throwable failure : execution.getAllFailureExceptions()) {
      return failure instanceof Exception exception
          ? exception
          : new IllegalStateException(failure);
    }
    return new IllegalStateException("the job ended as " + execution.getStatus());
  }
}
