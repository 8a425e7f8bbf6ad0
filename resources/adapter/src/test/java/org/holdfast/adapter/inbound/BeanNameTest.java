package org.holdfast.adapter.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeanNameTest {
    private static final String TYPE = BeanNameTest.class.getName();

    @ParameterizedTest
    @CsvSource({
        "domain1_server_plant_plant_,         plant/BeanNameTest",
        "domain1_server_the_plant_the_plant_, the_plant/BeanNameTest",
        "domain1_server_plant_beans_,         plant_beans/BeanNameTest",
        "elsewhere#,                          BeanNameTest",
        "a_,                                  BeanNameTest"
    })
    void isTheApplicationAndTheClass(String place, String name) {
        assertThat(BeanName.of(place + TYPE, BeanNameTest.class)).isEqualTo(name);
    }

    @Test
    void isTheClassWhereTheServerSaysNothing() {
        assertThat(BeanName.of(null, BeanNameTest.class)).isEqualTo("BeanNameTest");
        assertThat(BeanName.of("BeanNameTest", BeanNameTest.class)).isEqualTo("BeanNameTest");
    }
}
