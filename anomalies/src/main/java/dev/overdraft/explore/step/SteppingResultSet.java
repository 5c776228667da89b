package dev.overdraft.explore.step;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are taken down as the application moves to them. */
final class SteppingResultSet implements InvocationHandler {

  private final ResultSet target;
  private final Tape tape;
  private final Statement statement;

  SteppingResultSet(ResultSet target, Tape tape, Statement statement) {
    this.target = target;
    this.tape = tape;
    this.statement = statement;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (Proxies.isIdentity(method)) {
      return Proxies.identity(proxy, method, args);
    }
    if (method.getName().equals("getStatement")) {
      return statement;
    }
    Object result = Proxies.pass(target, method, args);
    if (method.getName().equals("next") && Boolean.TRUE.equals(result)) {
      tape.row(row());
    }
    return result;
  }

  private List<String> row() throws SQLException {
    int columns = target.getMetaData().getColumnCount();
    List<String> values = new ArrayList<>(columns);
    for (int i = 1; i <= columns; i++) {
      values.add(Values.cell(target.getObject(i)));
    }
    return values;
  }
}
