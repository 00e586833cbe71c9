package dev.rollcall.artemis;

import dev.rollcall.broker.BrokerAddress;
import dev.rollcall.broker.BrokerQueue;
import dev.rollcall.problem.Failure;
import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.jspecify.annotations.Nullable;

/** A queue of JMS: what was taken is acknowledged by the commit of its session. */
final class ArtemisQueue implements BrokerQueue {

  /** Bytes of a body, of which a letter takes two: twice as many as ours have. */
  private static final int LONGEST = 320;

  private final Words words;
  private final ActiveMQConnectionFactory factory;
  private final Connection connection;
  private final ActiveMQSession session;
  private final Queue queue;
  private @Nullable MessageProducer producer;
  private @Nullable ClientConsumer consumer;
  private volatile boolean lost;

  private ArtemisQueue(
      Words words,
      ActiveMQConnectionFactory factory,
      Connection connection,
      ActiveMQSession session,
      Queue queue) {
    this.words = words;
    this.factory = factory;
    this.connection = connection;
    this.session = session;
    this.queue = queue;
  }

  /**
   * Opens it.
   *
   * @param factory is closed with it
   */
  static ArtemisQueue open(BrokerAddress address, ActiveMQConnectionFactory factory, String name) {
    Words words = new Words(address, name);
    try {
      Connection connection = factory.createConnection(address.user(), address.password());
      Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
      Queue queue = session.createQueue(name);
      ArtemisQueue open =
          new ArtemisQueue(words, factory, connection, (ActiveMQSession) session, queue);
      connection.setExceptionListener(thrown -> open.lost = true);
      connection.start();
      return open;
    } catch (JMSException | RuntimeException | LinkageError e) {
      factory.close();
      // Which of these it is, the client does not say.
      throw words.of(
          e, "can't be reached" + (address.tls() ? ", or its certificate is not trusted" : ""));
    }
  }

  private interface Call<T> {
    T call() throws JMSException, ActiveMQException;
  }

  private <T> T ask(Call<T> call) {
    check();
    try {
      return call.call();
    } catch (JMSException | ActiveMQException | RuntimeException e) {
      throw words.of(e, Words.LOST);
    }
  }

  @Override
  public void send(String text) {
    ask(
        () -> {
          if (producer == null) {
            producer = session.createProducer(queue);
          }
          producer.send(session.createTextMessage(text));
          session.commit();
          return text;
        });
  }

  @Override
  public @Nullable String take() {
    return this.<@Nullable String>ask(
        () -> {
          ClientConsumer from = consumer;
          if (from == null) {
            // Makes the queue if there is none; but what JMS takes it reads, however long it is.
            session.createConsumer(queue).close();
            from = session.getCoreSession().createConsumer(SimpleString.of(words.queue()));
            consumer = from;
          }
          ClientMessage message = from.receiveImmediate();
          if (message == null) {
            return null;
          }
          message.acknowledge();
          boolean ours =
              message.getType() == Message.TEXT_TYPE
                  && !message.isLargeMessage()
                  && message.getBodySize() <= LONGEST;
          return ours ? String.valueOf(message.getBodyBuffer().readNullableSimpleString()) : "";
        });
  }

  @Override
  public void done() {
    ask(
        () -> {
          leave();
          session.commit();
          return queue;
        });
  }

  @Override
  public void giveBack() {
    ask(
        () -> {
          leave();
          session.rollback();
          return queue;
        });
  }

  /** One that has had something may be sent more, unasked, when it gives that back. */
  private void leave() throws ActiveMQException {
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
  }

  @Override
  public void check() {
    if (lost) {
      throw words.lost();
    }
  }

  @Override
  public long size() {
    return ask(
        () -> session.getCoreSession().queueQuery(SimpleString.of(words.queue())).getMessageCount());
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (JMSException | RuntimeException e) {
      // The broker finds out by itself that nobody is there any more.
      lost = true;
    } finally {
      factory.close();
    }
  }

  /** What goes wrong, in words without those of the client, which may name the user. */
  private record Words(BrokerAddress address, String queue) {

    private static final String LOST = "can't be reached any more";

    Failure lost() {
      return address.unreachable(LOST);
    }

    /**
     * @param otherwise what the broker does, if the exception does not say
     */
    Failure of(Throwable thrown, String otherwise) {
      for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
        if (cause instanceof InterruptedException) {
          // Whoever has interrupted this waits for the thread to end.
          Thread.currentThread().interrupt();
        }
        if (cause instanceof LinkageError) {
          return address.unusable("can't be talked to, as parts of its client are missing");
        }
        if (cause instanceof JMSSecurityException) {
          return address.unusable("does not let this user in, or not to the queue " + queue);
        }
        if (cause instanceof InvalidDestinationException) {
          return address.unusable("has no queue " + queue + ", and may make none for this user");
        }
      }
      return address.unreachable(otherwise);
    }
  }
}
