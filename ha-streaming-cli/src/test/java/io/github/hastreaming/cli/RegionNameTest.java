package io.github.hastreaming.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionNameTest {

  @ParameterizedTest
  @CsvSource({
    "sa-vinhedo-1, ocid1.stream.oc1..aaaa, sa-vinhedo-1",
    "xx-new-1, ocid1.stream.oc1..aaaa, xx-new-1.oraclecloud.com",
    "xx-new-1, ocid1.stream.oc19..aaaa, xx-new-1.oraclecloud.eu",
    "xx-new-1.oraclecloud5.com, ocid1.stream.oc5..aaaa, xx-new-1.oraclecloud5.com"
  })
  void aRegionThatIsNotKnownIsInThePrimarysRealm(String name, String ocid, String qualified) {
    assertThat(RegionName.qualified(name, ocid)).isEqualTo(qualified);
  }

  @Test
  void saysWhatToWriteWhereTheRealmIsNotKnownEither() {
    assertThatThrownBy(() -> RegionName.qualified("xx-new-1", "ocid1.stream.oc777..aaaa"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("xx-new-1.oraclecloud5.com");
  }
}
