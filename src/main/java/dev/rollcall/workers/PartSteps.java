package dev.rollcall.workers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.batch.integration.partition.StepExecutionRequestHandler;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Parts as steps of Spring Batch: those of one handing out are the partitions of a job instance of
 * its own, as what died of an earlier one, or may be at work still, Spring Batch would not begin
 * again.
 */
final class PartSteps {

  /** What Spring Batch calls the step of a worker. */
  static final String STEP = "part";

  private static final String JOB = "rollcall parts";

  private final JobRepository repository;

  PartSteps(JobRecords records, DataSource dataSource) {
    try {
      repository = records.on(dataSource, new JdbcTransactionManager(dataSource));
    } catch (Exception e) {
      throw new IllegalStateException("Spring Batch could not be set up", e);
    }
  }

  /** Makes what sends parts. */
  PartHandler handler(PartChannel.Outgoing channel) {
    try {
      return new PartHandler(channel, repository);
    } catch (Exception e) {
      throw new IllegalStateException("Spring Batch could not be set up", e);
    }
  }

  /**
   * Sends parts, and waits until Spring Batch believes that they are done, or is interrupted.
   *
   * @param messages of one run; their steps have no numbers yet
   */
  void send(PartHandler handler, List<PartMessage> messages) throws Exception {
    PartMessage first = messages.get(0);
    Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
    messages.forEach(message -> partitions.put(message.name(), new ExecutionContext()));
    Job job =
        new JobBuilder(JOB, repository)
            .start(
                new StepBuilder("parts", repository)
                    .partitioner(STEP, size -> partitions)
                    .partitionHandler(handler)
                    .build())
            .build();
    TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
    operator.setJobRepository(repository);
    operator.setJobRegistry(new MapJobRegistry());
    operator.setTaskExecutor(new SyncTaskExecutor());
    operator.afterPropertiesSet();
    operator.start(
        job,
        new JobParametersBuilder()
            .addLong("run", first.run())
            .addLong("epoch", (long) first.epoch())
            .toJobParameters());
  }

  /** Executes the step of a part in this thread; of what goes wrong in it Spring Batch is told. */
  void execute(PartMessage message, Tasklet tasklet) {
    StepExecutionRequestHandler handler = new StepExecutionRequestHandler();
    handler.setJobRepository(repository);
    handler.setStepLocator(
        name ->
            new StepBuilder(name, repository)
                .tasklet(tasklet, new ResourcelessTransactionManager())
                .allowStartIfComplete(true)
                .build());
    handler.handle(new StepExecutionRequest(STEP, message.step()));
  }
}
