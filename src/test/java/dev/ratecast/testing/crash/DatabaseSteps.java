package dev.ratecast.testing.crash;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import javax.sql.DataSource;

/**
 * The steps at the database: before each statement, before and after each commit and rollback. Named after the
 * statement's beginning, so that a new statement is a new step by itself.
 */
final class DatabaseSteps {
    private static final int NAME_LENGTH = 70;

    private final Steps steps;

    DatabaseSteps(Steps steps) {
        this.steps = steps;
    }

    DataSource of(DataSource dataSource) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(dataSource, method, arguments);
            return result instanceof Connection connection ? of(connection) : result;
        });
    }

    private Connection of(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            String name = method.getName();
            if (name.equals("prepareStatement")) {
                String sql = ((String) arguments[0]).strip().replaceAll("\\s+", " ");
                String step = "before " + sql.substring(0, Math.min(NAME_LENGTH, sql.length()));
                return of((PreparedStatement) call(connection, method, arguments), step);
            }
            boolean ends = name.equals("commit") || name.equals("rollback");
            if (ends) {
                steps.reach("before " + name);
            }
            Object result = call(connection, method, arguments);
            if (ends) {
                steps.reach("after " + name);
            }
            return result;
        });
    }

    private PreparedStatement of(PreparedStatement statement, String step) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                steps.reach(step);
            }
            return call(statement, method, arguments);
        });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
