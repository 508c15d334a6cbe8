package dev.ratecast.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** A data source whose connections throw an error of the JVM where a statement is prepared that a test picks. */
public final class FailingStatements {
    private FailingStatements() {}

    /** @param fails told of each statement's text */
    public static DataSource of(DataSource database, Predicate<String> fails) {
        return (DataSource) Proxy.newProxyInstance(
                FailingStatements.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, given) -> {
                    Object result = call(database, method, given);
                    return result instanceof Connection connection ? failing(connection, fails) : result;
                });
    }

    private static Connection failing(Connection connection, Predicate<String> fails) {
        return (Connection) Proxy.newProxyInstance(
                FailingStatements.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, given) -> {
                    if (method.getName().equals("prepareStatement") && fails.test((String) given[0])) {
                        throw new OutOfMemoryError("not really");
                    }
                    return call(connection, method, given);
                });
    }

    private static Object call(Object target, Method method, Object[] given) throws Throwable {
        try {
            return method.invoke(target, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
