package org.holdfast.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.holdfast.engine.access.AuthenticationMethod.Exchange;
import org.holdfast.engine.access.AuthenticationMethod.Step;
import org.holdfast.engine.access.AuthenticationMethod.Step.Continue;
import org.holdfast.engine.access.AuthenticationMethod.Step.Failure;
import org.holdfast.engine.access.AuthenticationMethod.Step.Success;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.testing.ScramClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRAM-SHA-256 (RFC 5802, RFC 7677), message by message. */
class ScramSha256Test {
    private static final String FIRST = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
    private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO" + SERVER_NONCE;
    private static final String PROOF = "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    private static final String LAST = "c=biws,r=" + NONCE + "," + PROOF;

    private static final Map<String, ScramVerifier> USERS = Map.of(
            "user", ScramVerifier.derive("pencil", Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4_096),
            "a,b=c", ScramVerifier.derive("pencil"));

    private final ScramSha256 scram = method(new byte[] {1});

    private static ScramSha256 method(byte[] decoyKey) {
        return new ScramSha256(USERS::get, () -> SERVER_NONCE, decoyKey);
    }

    private static Payload payload(String message) {
        return Payload.of(message.getBytes(StandardCharsets.UTF_8));
    }

    private static Step step(Exchange exchange, String message) {
        return exchange.next(payload(message));
    }

    private static String challenge(Exchange exchange, String message) {
        Step step = step(exchange, message);
        assertThat(step).isInstanceOf(Continue.class);
        return new String(((Continue) step).data().bytes(), StandardCharsets.UTF_8);
    }

    private static String failure(Step step) {
        assertThat(step).isInstanceOf(Failure.class);
        return ((Failure) step).explanation();
    }

    @Test
    void theExampleOfTheStandardSucceeds() { // RFC 7677, section 3
        Exchange exchange = scram.begin("client");
        assertThat(challenge(exchange, FIRST)).isEqualTo("r=" + NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assertThat(step(exchange, LAST))
                .isEqualTo(new Success("user", payload("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")));
    }

    @Test
    void aClientThatBringsNothingIsAskedToBegin() {
        Exchange exchange = scram.begin("client");
        assertThat(exchange.next(null)).isEqualTo(new Continue(Payload.EMPTY));
        assertThat(challenge(exchange, FIRST)).startsWith("r=" + NONCE);
        assertThat(step(exchange, LAST)).isInstanceOf(Success.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n,,n=user,r=abc",
                "y,,n=user,r=abc", // could bind channels, and believes that the server cannot
                "n,a=user,n=user,r=abc",
                "n,,n=user,r=abc,x=extension",
                "n,,n=user,r=abc,x=a=b",
                "n,,n=us\u00ADer,r=abc" // SASLprep leaves the soft hyphen out
            })
    void aFirstMessageThatIsRightIsAnswered(String first) {
        assertThat(challenge(scram.begin("client"), first)).startsWith("r=abc%hvYDpWUa2RaTCAfuxFIlj");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    n,                                | no message
                    n,,                               | nothing behind the header
                    n,,n=user                         | no nonce
                    n,,r=abc,n=user                   | the wrong order
                    n,,n=,r=abc                       | an empty name
                    n,,n=user,r=                      | an empty nonce
                    n,,n=user,r=a bc                  | a nonce with a space
                    n,,n=user,r=\u00E9                | a nonce that is not ASCII
                    n,,n=us=er,r=abc                  | an equals sign that is not escaped
                    n,,n=us=2cer,r=abc                | escaped in lower case
                    n,,n==2=2CC,r=abc                 | half an escape
                    n,,m=x,n=user,r=abc               | an extension that must be understood
                    n,,n=user,r=abc,m=x               | the same behind
                    n,,n=user,r=abc,                  | a comma too many
                    n,,n=user,r=abc,1=x               | an extension without a letter
                    n,,n=user,r=abc,x=                | an empty extension
                    N,,n=user,r=abc                   | an unknown flag
                    p=tls-unique,,n=user,r=abc        | channel binding
                    n,a=,n=user,r=abc                 | an empty authorization name
                    n,user,n=user,r=abc               | an authorization name without its letter
                    n,a=other,n=user,r=abc            | authorization identity
                    n=user,r=abc                      | no header
                    n,,n=\u0007user,r=abc             | a character that SASLprep prohibits
                    n,,n=\u00AD,r=abc                 | nothing left of the name
                    """)
    void aFirstMessageThatIsWrongFails(String first, String why) {
        assertThat(step(scram.begin("client"), first)).as(why).isInstanceOf(Failure.class);
    }

    @Test
    void ofAMessageThatIsIllFormedUtf8OrTooLongNothingIsRead() {
        byte[] illFormed = FIRST.getBytes(StandardCharsets.UTF_8);
        illFormed[6] = (byte) 0xC0;
        failure(scram.begin("client").next(Payload.of(illFormed)));
        assertThat(failure(step(scram.begin("client"), FIRST + "x".repeat(2_048))))
                .contains("2048");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    c=biws,r=NONCE,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVU=        | another proof
                    c=biws,r=NONCE,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ         | no padding
                    c=biws,r=NONCE,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVR=        | bits behind the last byte
                    c=biws,r=NONCE,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndQ==        | a short proof
                    c=biws,r=NONCE,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQA        | a long proof
                    c=biws,r=NONCE,p=dHzb*apWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=        | no Base64
                    c=biws,r=NONCE,p=                                                    | no proof
                    c=biws,r=NONCE                                                       | no proof at all
                    c=biws,r=NONCEx,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=       | another nonce
                    c=biws,r=rOprNGfwEbeRWgbNEkqO,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ= | half of the nonce
                    c=eSws,r=NONCE,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=        | another header
                    c=,r=NONCE,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=            | no header
                    r=NONCE,c=biws,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=        | the wrong order
                    c=biws,r=NONCE,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=,x=y    | more behind the proof
                    c=biws,r=NONCE,x=y,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=    | what was not signed
                    c=biws,r=NONCE,m=y,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=    | an extension that must be understood
                    n,,n=user,r=rOprNGfwEbeRWgbNEkqO                                     | the first message again
                    ''                                                                   | nothing
                    """)
    void aLastMessageThatIsWrongFails(String last, String why) {
        Exchange exchange = scram.begin("client");
        challenge(exchange, FIRST);
        assertThat(step(exchange, last.replace("NONCE", NONCE))).as(why).isInstanceOf(Failure.class);
    }

    @Test
    void commaAndEqualsSignOfANameAreEscaped() {
        ScramClient client = new ScramClient("a=2Cb=3Dc", "pencil", "abc");
        Exchange exchange = scram.begin("client");
        assertThat(step(exchange, client.last(challenge(exchange, client.first()))))
                .isEqualTo(new Success("a,b=c", payload(client.expectedServerFinal())));
    }

    @Test
    void aUserThatDoesNotExistLooksLikeOneWithAWrongPassword() {
        String known = challenge(scram.begin("client"), "n,,n=a=2Cb=3Dc,r=abc");
        String unknown = challenge(scram.begin("client"), "n,,n=nobody,r=abc");
        assertThat(unknown).hasSameSizeAs(known).endsWith(",i=4096");
        assertThat(whyRefused("user")).isEqualTo(whyRefused("nobody"));
    }

    private String whyRefused(String user) {
        ScramClient client = new ScramClient(user, "wrong", "abc");
        Exchange exchange = scram.begin("client");
        return failure(step(exchange, client.last(challenge(exchange, client.first()))));
    }

    @Test
    void theSaltOfAUserThatDoesNotExistStaysTheSameAndCannotBeWorkedOut() {
        String first = "n,,n=nobody,r=abc";
        String salted = challenge(scram.begin("client"), first);
        assertThat(challenge(scram.begin("another"), first)).isEqualTo(salted);
        assertThat(challenge(scram.begin("client"), "n,,n=noone,r=abc")).isNotEqualTo(salted);
        assertThat(challenge(method(new byte[] {2}).begin("client"), first)).isNotEqualTo(salted);
    }

    @Test
    void eachExchangeHasANonceOfItsOwn() {
        ScramSha256 random = new ScramSha256(USERS::get);
        assertThat(challenge(random.begin("client"), FIRST)).isNotEqualTo(challenge(random.begin("client"), FIRST));
    }

    @Test
    void whatIsChangedAnywhereInAMessageNeverSucceedsAndNeverThrows() {
        Random random = new Random(5802);
        for (int i = 0; i < 5_000; i++) {
            String first = random.nextBoolean() ? FIRST : mutated(FIRST, random);
            String last = first.equals(FIRST) ? mutated(LAST, random) : LAST;
            Exchange exchange = scram.begin("client");
            Step step = step(exchange, first);
            if (step instanceof Continue) {
                step = step(exchange, last);
            }
            if (!first.equals(FIRST) || !last.equals(LAST)) {
                assertThat(step).as("%s %s", first, last).isInstanceOf(Failure.class);
            }
        }
    }

    /** With some characters replaced, left out, doubled or moved. */
    private static String mutated(String message, Random random) {
        StringBuilder mutant = new StringBuilder(message);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(mutant.length());
            switch (random.nextInt(4)) {
                case 0 -> mutant.setCharAt(at, (char) random.nextInt(0x180));
                case 1 -> mutant.deleteCharAt(at);
                case 2 -> mutant.insert(at, ",=nrpcam".charAt(random.nextInt(8)));
                default -> mutant.insert(at, mutant.charAt(random.nextInt(mutant.length())));
            }
        }
        return mutant.toString();
    }

    @Test
    void bytesOfAnyKindNeverThrow() {
        Random random = new Random(7677);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(60)];
            random.nextBytes(bytes);
            Exchange exchange = scram.begin("client");
            if (i % 2 == 0) {
                challenge(exchange, FIRST);
                byte[] head = Arrays.copyOf("c=biws,r=".getBytes(StandardCharsets.UTF_8), 9 + bytes.length);
                System.arraycopy(bytes, 0, head, 9, bytes.length);
                bytes = head;
            }
            assertThat(exchange.next(Payload.of(bytes))).isNotInstanceOf(Success.class);
        }
    }
}
