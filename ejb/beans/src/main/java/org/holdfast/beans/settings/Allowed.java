package org.holdfast.beans.settings;

import java.util.List;
import org.holdfast.beans.network.Network;
import org.holdfast.engine.topic.TopicName;

/** The values that a setting may have. Immutable. */
public sealed interface Allowed {
    /** Whether the value is one of them. */
    boolean accepts(String value);

    /** Returns all of them, in words. */
    String inWords();

    /** A whole number between two bounds, both included. */
    record WholeNumber(long minimum, long maximum) implements Allowed {
        @Override
        public boolean accepts(String value) {
            try {
                long number = Long.parseLong(value);
                return number >= minimum && number <= maximum;
            } catch (NumberFormatException e) {
                return false;
            }
        }

        @Override
        public String inWords() {
            return minimum + " to " + maximum;
        }
    }

    /** One of several words, in exactly this spelling. */
    record Word(List<String> words) implements Allowed {
        @Override
        public boolean accepts(String value) {
            return words.contains(value);
        }

        @Override
        public String inWords() {
            return String.join(" or ", words);
        }
    }

    /** Any text that is not blank. */
    record Text(String inWords) implements Allowed {
        @Override
        public boolean accepts(String value) {
            return !value.isBlank();
        }
    }

    /** A text with one of several prefixes. */
    record Beginning(List<String> beginnings) implements Allowed {
        @Override
        public boolean accepts(String value) {
            return beginnings.stream().anyMatch(value::startsWith);
        }

        @Override
        public String inWords() {
            return String.join("... or ", beginnings) + "...";
        }
    }

    /** A Topic Name, which has no wildcards (section 4.7). */
    record Topic() implements Allowed {
        @Override
        public boolean accepts(String value) {
            try {
                TopicName.of(value);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        @Override
        public String inWords() {
            return "a Topic Name, or none";
        }
    }

    /** Addresses and networks in CIDR notation (RFC 4632), separated by commas. */
    record Networks() implements Allowed {
        @Override
        public boolean accepts(String value) {
            try {
                Network.list(value);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        @Override
        public String inWords() {
            return "a comma-separated list of IP addresses and networks such as 10.0.0.0/8, or none";
        }
    }

    /** A text of a certain form, which a regular expression describes. */
    record Form(String regex, String inWords) implements Allowed {
        @Override
        public boolean accepts(String value) {
            return value.matches(regex);
        }
    }

    /** The values of either of two kinds. */
    record Either(Allowed one, Allowed other) implements Allowed {
        @Override
        public boolean accepts(String value) {
            return one.accepts(value) || other.accepts(value);
        }

        @Override
        public String inWords() {
            return one.inWords() + " or " + other.inWords();
        }
    }

    /** Any text, which is never shown. */
    record Secret() implements Allowed {
        @Override
        public boolean accepts(String value) {
            return true;
        }

        @Override
        public String inWords() {
            return "any text, never shown";
        }
    }

    /** These values, or a certain word. */
    default Allowed or(String word) {
        return new Either(this, oneOf(word));
    }

    /** A whole number from one bound to the other. */
    static Allowed range(long minimum, long maximum) {
        return new WholeNumber(minimum, maximum);
    }

    /** One of these words. */
    static Allowed oneOf(String... words) {
        return new Word(List.of(words));
    }

    /** A text that begins with one of these. */
    static Allowed startingWith(String... beginnings) {
        return new Beginning(List.of(beginnings));
    }

    /** A text that matches the regular expression, which the words describe. */
    static Allowed matching(String regex, String inWords) {
        return new Form(regex, inWords);
    }

    /** Any text that is not blank, of the kind that the words describe. */
    static Allowed text(String inWords) {
        return new Text(inWords);
    }
}
