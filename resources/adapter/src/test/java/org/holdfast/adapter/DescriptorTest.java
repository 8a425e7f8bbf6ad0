package org.holdfast.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** META-INF/ra.xml names classes that the compiler does not look at. */
class DescriptorTest {
    private static final Path DESCRIPTOR = Path.of("src/main/rar/META-INF/ra.xml");

    static Stream<String> namedClasses() throws Exception {
        NodeList elements = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(DESCRIPTOR.toFile())
                .getElementsByTagName("*");
        return IntStream.range(0, elements.getLength())
                .mapToObj(i -> (Element) elements.item(i))
                .filter(element -> element.getTagName().matches(".*-(class|interface)|messagelistener-type"))
                .map(Element::getTextContent);
    }

    @ParameterizedTest
    @MethodSource("namedClasses")
    void aClassThatTheDescriptorNamesExists(String name) throws ClassNotFoundException {
        assertThat(Class.forName(name.strip())).isNotNull();
    }
}
