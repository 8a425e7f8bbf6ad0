package org.holdfast.web.security;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.holdfast.beans.configuration.Configuration;
import org.holdfast.beans.network.RequestRules;
import org.holdfast.beans.problem.UnavailableException;
import org.holdfast.beans.users.Identity;
import org.holdfast.beans.users.ThrottledException;
import org.holdfast.beans.users.Users;
import org.holdfast.web.problem.Problem;
import org.holdfast.web.problem.ProblemResponse;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates the sender of a request: REST by Basic (RFC 7617) or a bearer key (RFC 6750), pages by their session, which REST
 * accepts only for reading. Requests that need a role and have none are rejected, or redirected to the login page.
 */
@ApplicationScoped
public class ConsoleAuthentication implements HttpAuthenticationMechanism {
    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";
    private static final String CHALLENGE = "WWW-Authenticate";

    @EJB
    private Users users;

    @EJB
    private Configuration configuration;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        RequestRules rules = configuration.requestRules();
        Sender.note(request, rules);
        ResponseHeaders.set(request, response, Sender.usesTls(request, rules));
        try {
            Problem objection = objection(request, rules);
            if (objection != null) {
                return refuse(request, response, objection);
            }
            return Paths.isRest(request) ? rest(request, response, context) : page(request, response, context);
        } catch (ThrottledException e) {
            response.setHeader("Retry-After", Long.toString(e.seconds()));
            return refuse(request, response, 429, String.valueOf(e.getMessage()));
        } catch (UnavailableException e) {
            return refuse(request, response, 503, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is wrong with a request whoever has sent it, or null. */
    private static @Nullable Problem objection(HttpServletRequest request, RequestRules rules) {
        if (!rules.accept(request.getHeader("Host"))) {
            String detail = "the console is not known by the name that this request has in its field Host";
            return Problem.of(421, detail + "; add it to holdfast.console.hosts", null);
        }
        if (!Paths.isSafe(request) && CrossSite.isFromElsewhere(request)) {
            return Problem.of(403, "the request comes from a page of another origin", null);
        }
        return null;
    }

    private AuthenticationStatus rest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) throws IOException {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            Identity identity = verified(authorization, request);
            return identity == null ? unauthorized(request, response) : login(identity, context);
        }
        Identity identity = Sessions.identity(request, users);
        if (identity == null) {
            return unauthorized(request, response);
        }
        if (!Paths.isSafe(request)) {
            return refuse(
                    request,
                    response,
                    403,
                    "the session of the console is read-only here; send Basic credentials or an API key");
        }
        return login(identity, context);
    }

    private @Nullable Identity verified(String authorization, HttpServletRequest request) {
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return users.verifyKey(authorization.substring(BEARER.length()).strip());
        }
        if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            String[] pair =
                    decoded(authorization.substring(BASIC.length()).strip()).split(":", 2);
            return pair.length == 2 ? users.verify(pair[0], pair[1], Sender.address(request)) : null;
        }
        return null;
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) { // treated like unknown credentials
            return "";
        }
    }

    private AuthenticationStatus page(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) throws IOException {
        Identity identity = Sessions.identity(request, users);
        if (identity != null) {
            return login(identity, context);
        }
        if (!context.isProtected()) {
            return context.doNothing();
        }
        return Paths.isFacesRequest(request) ? endOfSession(request, response) : context.redirect(Paths.login(request));
    }

    /** Redirects a partial request whose session has ended: the script of Faces follows only this kind of redirect. */
    private static AuthenticationStatus endOfSession(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("text/xml;charset=UTF-8");
        response.getWriter()
                .write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\""
                        + request.getContextPath() + Paths.LOGIN + "\"/></partial-response>");
        return AuthenticationStatus.SEND_CONTINUE;
    }

    private static AuthenticationStatus login(Identity identity, HttpMessageContext context) {
        return context.notifyContainerAboutLogin(
                identity.name(), Set.of(identity.role().text()));
    }

    /** Rejects a request. A browser asks its user for a password when it sees Basic: not for requests of the pages. */
    private static AuthenticationStatus unauthorized(HttpServletRequest request, HttpServletResponse response) {
        if (!Paths.isOfPage(request)) {
            response.addHeader(CHALLENGE, "Basic realm=\"Holdfast\", charset=\"UTF-8\"");
        }
        response.addHeader(CHALLENGE, "Bearer realm=\"Holdfast\"");
        return refuse(
                request,
                response,
                401,
                "authentication is required: the name and password of a console user, or an API key");
    }

    private static AuthenticationStatus refuse(
            HttpServletRequest request, HttpServletResponse response, int status, String detail) {
        return refuse(request, response, Problem.of(status, detail, null));
    }

    private static AuthenticationStatus refuse(
            HttpServletRequest request, HttpServletResponse response, Problem problem) {
        try {
            ProblemResponse.send(request, response, problem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }
}
