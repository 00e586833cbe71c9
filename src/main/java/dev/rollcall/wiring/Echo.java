package dev.rollcall.wiring;

import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Consumer;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;

/** Prints every statement before it is executed, with the values it is executed with. */
final class Echo implements QueryExecutionListener {

  private static final int LONGEST_VALUE = 200;

  private final Consumer<String> out;

  private Echo(Consumer<String> out) {
    this.out = out;
  }

  /** The data source itself, if nobody listens. */
  static DataSource of(DataSource dataSource, @Nullable Consumer<String> out) {
    if (out == null) {
      return dataSource;
    }
    return ProxyDataSourceBuilder.create(dataSource).listener(new Echo(out)).build();
  }

  @Override
  public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    for (QueryInfo query : queries) {
      String sql = query.getQuery().strip().replaceAll("\\s+", " ");
      if (query.getParametersList().isEmpty()) {
        out.accept(sql);
      }
      for (List<ParameterSetOperation> parameters : query.getParametersList()) {
        out.accept(sql + values(parameters));
      }
    }
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
    String text = Objects.toString(arguments[1]).replaceAll("\\p{Cntrl}", " ");
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }

  @Override
  public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}
}
