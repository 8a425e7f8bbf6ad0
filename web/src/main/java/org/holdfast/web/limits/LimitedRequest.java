package org.holdfast.web.limits;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request with a limited body. The fields of a form are read at once, because the server would read them without limits. */
final class LimitedRequest extends HttpServletRequestWrapper {
    static final String FORM = "application/x-www-form-urlencoded";

    private final ServletInputStream body;
    private final @Nullable Map<String, String[]> parameters;

    /**
     * Limits the body of a request.
     *
     * @param limit its largest size in bytes
     */
    LimitedRequest(HttpServletRequest request, long limit) throws IOException {
        super(request);
        if (request.getContentLengthLong() > limit) {
            throw PacedInput.tooLarge(limit);
        }
        body = new PacedInput(request.getInputStream(), limit, System::nanoTime);
        parameters = isForm(request) ? FormParameters.read(request.getQueryString(), body.readAllBytes()) : null;
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.regionMatches(true, 0, FORM, 0, FORM.length());
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String encoding = getCharacterEncoding();
        return new BufferedReader(new InputStreamReader(body, encoding == null ? "UTF-8" : encoding));
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = getParameterValues(name);
        return values == null ? null : values[0];
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return getParameterMap().get(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return parameters == null ? super.getParameterMap() : Collections.unmodifiableMap(parameters);
    }
}
