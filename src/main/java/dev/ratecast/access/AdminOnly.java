package dev.ratecast.access;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks REST calls that need the admin role. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface AdminOnly {
    /** The API's description calls the bearer token so; {@code quarkus.smallrye-openapi.security-scheme-name}. */
    String SCHEME = "bearer-token";
}
