package org.holdfast.web.limits;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.web.problem.RefusedBodyException;
import org.jspecify.annotations.Nullable;

/** The parameters of a query and of a form, in UTF-8 (URL Standard, application/x-www-form-urlencoded). */
final class FormParameters {
    private static final int MOST = 1_000;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private int count;

    private FormParameters() {}

    /**
     * Reads parameters; those of the query come first.
     *
     * @param query the query of the URL, or null
     * @param form the body
     * @throws RefusedBodyException if there are too many, or if they are not encoded as they must be
     */
    static Map<String, String[]> read(@Nullable String query, byte[] form) throws IOException {
        FormParameters parameters = new FormParameters();
        if (query != null) {
            parameters.add(query);
        }
        parameters.add(new String(form, StandardCharsets.UTF_8));
        Map<String, String[]> all = new LinkedHashMap<>();
        parameters.values.forEach((name, each) -> all.put(name, each.toArray(String[]::new)));
        return all;
    }

    private void add(String encoded) throws IOException {
        for (int from = 0; from < encoded.length(); ) {
            int end = encoded.indexOf('&', from);
            end = end < 0 ? encoded.length() : end;
            if (end > from) {
                addOne(encoded.substring(from, end));
            }
            from = end + 1;
        }
    }

    private void addOne(String pair) throws IOException {
        if (++count > MOST) {
            throw new RefusedBodyException(413, "the form has more than " + MOST + " fields");
        }
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        values.computeIfAbsent(name, same -> new ArrayList<>())
                .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }

    private static String decoded(String text) throws IOException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedBodyException(400, "the form is not encoded as application/x-www-form-urlencoded");
        }
    }
}
