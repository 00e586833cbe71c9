package dev.rollcall.workers;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.integration.partition.MessageChannelPartitionHandler;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.integration.core.MessagingTemplate;
import org.springframework.messaging.Message;

/**
 * Spring Batch's own handler of partitions, which sends a request for each step and then looks how
 * they get on; the requests go as {@link PartMessage}s.
 */
final class PartHandler extends MessageChannelPartitionHandler {

  private static final long POLL_MILLIS = 300;

  private final PartChannel.Outgoing channel;
  private final Map<Long, String> names = new ConcurrentHashMap<>();
  private volatile boolean sent;

  PartHandler(PartChannel.Outgoing channel, JobRepository repository) throws Exception {
    this.channel = channel;
    setStepName(PartSteps.STEP);
    setJobRepository(repository);
    setPollInterval(POLL_MILLIS);
    setMessagingOperations(new MessagingTemplate((message, timeout) -> pass(message)));
    afterPropertiesSet();
  }

  /** Whether all requests were sent. */
  boolean isSent() {
    return sent;
  }

  @Override
  protected Set<StepExecution> doHandle(StepExecution manager, Set<StepExecution> parts)
      throws Exception {
    for (StepExecution part : parts) {
      // What is behind the name of the step.
      names.put(part.getId(), part.getStepName().substring(PartSteps.STEP.length() + 1));
    }
    return super.doHandle(manager, parts);
  }

  private boolean pass(Message<?> message) {
    StepExecutionRequest request = (StepExecutionRequest) message.getPayload();
    long step = request.getStepExecutionId();
    channel.send(PartMessage.named(String.valueOf(names.remove(step)), step));
    sent = names.isEmpty();
    return true;
  }
}
