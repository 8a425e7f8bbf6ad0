package org.holdfast.web.limits;

import jakarta.ejb.EJB;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.holdfast.beans.configuration.Configuration;
import org.holdfast.beans.network.Network;
import org.holdfast.beans.users.Role;
import org.holdfast.web.problem.Problem;
import org.holdfast.web.problem.ProblemResponse;
import org.holdfast.web.problem.RefusedBodyException;
import org.holdfast.web.security.Paths;
import org.holdfast.web.security.Sender;

/**
 * The first filter: how many requests are handled at a time, and which bodies. All places together are fewer than the threads of
 * the server, so that health and metrics always have some, and those who are logged in have theirs whatever strangers do.
 */
public final class RequestLimits implements Filter {
    /** A login form has a few hundred bytes. */
    private static final int LARGEST_OF_STRANGERS = 16 << 10;

    /** Bodies of more bytes are large: they are in memory several times while they are read. */
    private static final int LARGE = 64 << 10;

    private static final String BUSY = "the console has too many requests to handle; send this one again";

    private final Places strangers = new Places(48, 48);
    private final Places bodiesOfStrangers = new Places(16, 4);
    private final Places users = new Places(96, 48);
    private final Places largeBodies = new Places(4, 2);
    private final Places uploads = new Places(2, 1);

    @EJB
    private Configuration configuration;

    /** What is done in a place. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException, ServletException;
    }

    /** A request with its response and the party that has sent it. */
    private record Exchange(HttpServletRequest request, HttpServletResponse response, String party) {
        static Exchange of(HttpServletRequest request, HttpServletResponse response) {
            Principal user = request.getUserPrincipal();
            String party = user == null ? Network.ofParty(Sender.address(request)) : user.getName();
            return new Exchange(request, response, party);
        }

        boolean isOfStranger() {
            return request.getUserPrincipal() == null;
        }

        boolean hasBody() {
            return !Paths.isSafe(request);
        }

        boolean isMultipart() {
            String type = request.getContentType();
            return type != null && type.regionMatches(true, 0, "multipart/", 0, 10);
        }

        boolean isLarge() {
            long length = request.getContentLengthLong();
            return length < 0 ? request.getHeader("Transfer-Encoding") != null : length > LARGE;
        }

        void refuse(Problem problem) throws IOException {
            ProblemResponse.send(request, response, problem);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Exchange exchange = Exchange.of((HttpServletRequest) request, (HttpServletResponse) response);
        try {
            in(places(exchange), exchange, () -> handle(exchange, chain));
        } catch (IOException | ServletException | RuntimeException e) {
            RefusedBodyException refused = RefusedBodyException.among(e);
            if (refused == null || response.isCommitted()) {
                throw e;
            }
            response.resetBuffer();
            exchange.refuse(refused.problem());
        }
    }

    private Places places(Exchange exchange) {
        if (!exchange.isOfStranger()) {
            return users;
        }
        return exchange.hasBody() ? bodiesOfStrangers : strangers;
    }

    private static void in(Places places, Exchange exchange, Step step) throws IOException, ServletException {
        if (!places.take(exchange.party)) {
            exchange.response.setHeader("Retry-After", "1");
            exchange.refuse(Problem.of(503, BUSY, null));
            return;
        }
        try {
            step.run();
        } finally {
            places.giveBack(exchange.party);
        }
    }

    private void handle(Exchange exchange, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest request = exchange.request;
        if (!exchange.hasBody()) {
            chain.doFilter(request, exchange.response);
        } else if (exchange.isMultipart()) {
            upload(exchange, chain);
        } else if (exchange.isOfStranger()) {
            chain.doFilter(new LimitedRequest(request, LARGEST_OF_STRANGERS), exchange.response);
        } else if (Paths.isImport(request)) {
            chain.doFilter(new LimitedRequest(request, Long.MAX_VALUE), exchange.response);
        } else {
            Step step = () -> chain.doFilter(
                    new LimitedRequest(request, configuration.requestRules().maximumSize()), exchange.response);
            if (exchange.isLarge()) {
                in(largeBodies, exchange, step);
            } else {
                step.run();
            }
        }
    }

    /** The server reads the parts of a form itself, and the fields among them into memory: only where files are imported. */
    private void upload(Exchange exchange, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest request = exchange.request;
        if (Paths.isUpload(request) && request.isUserInRole(Role.ADMIN_NAME)) {
            in(uploads, exchange, () -> chain.doFilter(request, exchange.response));
        } else {
            exchange.refuse(Problem.of(415, "send the form as " + LimitedRequest.FORM, null));
        }
    }
}
