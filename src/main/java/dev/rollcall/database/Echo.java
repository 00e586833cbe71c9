package dev.rollcall.database;

import dev.rollcall.text.Visible;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Consumer;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;
import net.ttddyy.dsproxy.listener.NoOpMethodExecutionListener;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Prints every statement before it is executed, with the values it is executed with, and where
 * transactions begin and end.
 */
public final class Echo implements QueryExecutionListener {

  private static final int LONGEST_VALUE = 200;

  private final Consumer<String> out;
  private final KeptColumns kept;

  private Echo(Consumer<String> out, KeptColumns kept) {
    this.out = out;
    this.kept = kept;
  }

  /**
   * The same data source, saying aloud what is done with it.
   *
   * @param out takes each statement; if it is null, the answer is the data source itself
   */
  public static DataSource of(DataSource dataSource, @Nullable Consumer<String> out) {
    return of(dataSource, out, new KeptColumns());
  }

  /**
   * The same where some columns of the users may be secret: of a statement that names one of these,
   * no value is shown.
   *
   * @param kept the columns of the users
   */
  public static DataSource of(
      DataSource dataSource, @Nullable Consumer<String> out, KeptColumns kept) {
    if (out == null) {
      return dataSource;
    }
    Echo echo = new Echo(out, kept);
    return ProxyDataSourceBuilder.create(dataSource)
        .listener(echo)
        .methodListener(echo.transactions())
        .build();
  }

  private MethodExecutionListener transactions() {
    return new NoOpMethodExecutionListener() {
      @Override
      public void beforeMethod(MethodExecutionContext call) {
        String statement = call.getTarget() instanceof Connection ? transaction(call) : null;
        if (statement != null) {
          out.accept(statement);
        }
      }
    };
  }

  /** The statement that a method of a connection means, or null. */
  private static @Nullable String transaction(MethodExecutionContext call) {
    Object[] arguments = call.getMethodArgs();
    boolean whole = arguments == null || arguments.length == 0;
    return switch (call.getMethod().getName()) {
      case "setAutoCommit" -> !whole && Boolean.FALSE.equals(arguments[0]) ? "begin" : null;
      case "commit" -> "commit";
      case "rollback" -> whole ? "rollback" : "rollback to savepoint";
      case "setSavepoint" -> "savepoint";
      case "releaseSavepoint" -> "release savepoint";
      default -> null;
    };
  }

  @Override
  public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    for (QueryInfo query : queries) {
      String sql = query.getQuery().strip().replaceAll("\\s+", " ");
      if (query.getParametersList().isEmpty()) {
        out.accept(sql);
      }
      for (List<ParameterSetOperation> parameters : query.getParametersList()) {
        boolean hidden = !parameters.isEmpty() && namesSecret(sql);
        out.accept(sql + (hidden ? "  [values with a secret are not shown]" : values(parameters)));
      }
    }
  }

  private boolean namesSecret(String sql) {
    return kept.now().extras().stream()
        .anyMatch(column -> column.isSecret() && sql.contains(inSql(column.word())));
  }

  /** A name as a statement of one line has it. */
  private static String inSql(String name) {
    return name.replace("\"", "\"\"").replaceAll("\\s+", " ");
  }

  private static String values(List<ParameterSetOperation> parameters) {
    if (parameters.isEmpty()) {
      return "";
    }
    StringJoiner values = new StringJoiner(", ", "  [", "]");
    for (ParameterSetOperation parameter : parameters) {
      values.add(value(parameter));
    }
    return values.toString();
  }

  private static String value(ParameterSetOperation parameter) {
    Object[] arguments = parameter.getArgs();
    if (parameter.getMethod().getName().equals("setNull") || arguments[1] == null) {
      return "null";
    }
    String text = Visible.oneLine(Objects.toString(arguments[1]));
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }

  @Override
  public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}
}
