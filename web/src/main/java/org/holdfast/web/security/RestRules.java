package org.holdfast.web.security;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import org.holdfast.beans.users.Role;
import org.holdfast.web.problem.Problem;

/** Checks roles for all REST resources at once, so that none can be forgotten: any role may read, admin may change. */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class RestRules implements ContainerRequestFilter {
    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        SecurityContext caller = request.getSecurityContext();
        if (caller.isUserInRole(Role.ADMIN_NAME)) {
            return;
        }
        boolean isAllowed = caller.isUserInRole(Role.VIEWER_NAME)
                && (Paths.isSafe(request.getMethod()) ? !is(AdminsOnly.class) : is(ViewersToo.class));
        if (!isAllowed) {
            request.abortWith(
                    Problem.of(403, "this requires the role admin", null).response());
        }
    }

    private boolean is(Class<? extends Annotation> annotation) {
        return is(resource.getResourceMethod(), annotation) || is(resource.getResourceClass(), annotation);
    }

    private static boolean is(AnnotatedElement element, Class<? extends Annotation> annotation) {
        return element.isAnnotationPresent(annotation);
    }
}
