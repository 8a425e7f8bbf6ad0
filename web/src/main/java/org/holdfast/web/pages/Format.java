package org.holdfast.web.pages;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats values for users. */
@Named("format")
@ApplicationScoped
public class Format {
    private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Formats a number with thousands separators. */
    public String number(@Nullable Number number) {
        return number == null ? "-" : String.format(Locale.ROOT, "%,d", number.longValue());
    }

    /** Formats a number of bytes. */
    public String bytes(@Nullable Number bytes) {
        if (bytes == null) {
            return "-";
        }
        double value = bytes.doubleValue();
        int unit = 0;
        while (value >= 1_024 && unit < UNITS.length - 1) {
            value /= 1_024;
            unit++;
        }
        return unit == 0
                ? String.format(Locale.ROOT, "%.0f %s", value, UNITS[unit])
                : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    public String time(@Nullable Instant moment) {
        return moment == null ? "-" : TIME.format(moment);
    }

    /** Formats a number of seconds. */
    public String seconds(@Nullable Number seconds) {
        if (seconds == null) {
            return "-";
        }
        Duration duration = Duration.ofSeconds(seconds.longValue());
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toSeconds() + " s";
    }

    /** Returns a text, or a dash for none. */
    public String text(@Nullable Object value) {
        return value == null || value.toString().isEmpty() ? "-" : value.toString();
    }
}
