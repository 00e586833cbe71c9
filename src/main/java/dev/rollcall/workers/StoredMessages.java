package dev.rollcall.workers;

import dev.rollcall.database.Schema;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.jdbc.store.JdbcChannelMessageStore;
import org.springframework.integration.jdbc.store.channel.ChannelMessageStorePreparedStatementSetter;
import org.springframework.integration.jdbc.store.channel.PostgresChannelMessageStoreQueryProvider;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/**
 * Messages in Spring Integration's store, in the database itself.
 *
 * <p>Left to itself, the store keeps messages as serialized Java objects: who can write to its
 * table could run programs with the rights of all workers. Here a message is a text, of four
 * numbers; and it has no time, as the clocks of machines differ.
 */
final class StoredMessages {

  private static final String REGION = "rollcall";

  /** There is one queue, as one run at a time is handed out. */
  private static final UUID GROUP = new UUID(0, 1);

  private final JdbcChannelMessageStore store;

  /**
   * @param dataSource one transaction at a time is enough
   */
  StoredMessages(DataSource dataSource) {
    store = new JdbcChannelMessageStore(dataSource);
    store.setTablePrefix(Schema.PREFIX);
    store.setRegion(REGION);
    store.setChannelMessageStoreQueryProvider(new PostgresChannelMessageStoreQueryProvider());
    store.setPreparedStatementSetter(new AsText());
    store.setMessageRowMapper(
        (row, number) -> new GenericMessage<>(row.getString("MESSAGE_CONTENT")));
    store.afterPropertiesSet();
  }

  void send(PartMessage message) {
    store.addMessageToGroup(GROUP, new GenericMessage<>(message.text()));
  }

  /** The next message, in the transaction under way; null if there is none that nobody has. */
  @Nullable PartMessage take() {
    Message<?> message = store.pollMessageFromGroup(GROUP);
    return message == null ? null : PartMessage.parse(String.valueOf(message.getPayload()));
  }

  private static final class AsText extends ChannelMessageStorePreparedStatementSetter {

    @Override
    public void setValues(
        PreparedStatement statement,
        Message<?> message,
        Object group,
        String region,
        boolean priorityEnabled)
        throws SQLException {
      statement.setString(1, String.valueOf(message.getHeaders().getId()));
      statement.setString(2, group.toString());
      statement.setString(3, region);
      statement.setLong(4, 0);
      statement.setNull(5, Types.BIGINT);
      statement.setString(6, String.valueOf(message.getPayload()));
    }
  }
}
