package io.github.hastreaming.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import io.github.hastreaming.testkit.TestCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Who signs. */
class CredentialOptionsTest {

  @TempDir Path directory;

  @BeforeEach
  void writeTheConfiguration() throws Exception {
    Path key = Files.writeString(directory.resolve("key.pem"), TestCredentials.privateKeyPem());
    Path token = Files.writeString(directory.resolve("token"), "of-the-session");
    Files.writeString(
        directory.resolve("config"),
        String.join(
            "\n",
            "[DEFAULT]",
            "user=" + TestCredentials.userId(),
            "tenancy=" + TestCredentials.tenancyId(),
            "fingerprint=" + TestCredentials.fingerprint(),
            "region=sa-saopaulo-1",
            "key_file=" + key,
            "[SESSION]",
            "security_token_file=" + token,
            "[LOST]",
            "key_file=" + directory.resolve("lost.pem"),
            "[FOLDER]",
            "key_file=" + directory,
            "[NOKEY]",
            "key_file=" + directory.resolve("token")));
  }

  private BasicAuthenticationDetailsProvider provider(String... options) {
    CredentialOptions credentials = new CredentialOptions();
    CommandLine line = new CommandLine(new Holder(credentials));
    line.parseArgs(options);
    return credentials.provider();
  }

  @CommandLine.Command
  private record Holder(@CommandLine.Mixin CredentialOptions credentials) {}

  private String config() {
    return "--config-file=" + directory.resolve("config");
  }

  @Test
  void aProfileWithAKeySignsAsItsUser() {
    assertThat(provider(config()).getKeyId()).contains(TestCredentials.userId());
  }

  @Test
  void aProfileWithASessionTokenSignsWithThatAndNotAsTheUserOfDefault() {
    assertThat(provider(config(), "--profile=SESSION").getKeyId()).isEqualTo("ST$of-the-session");
    assertThat(provider(config(), "--profile=SESSION", "--auth=session").getKeyId())
        .isEqualTo("ST$of-the-session");
    assertThat(provider(config(), "--profile=SESSION", "--auth=api-key").getKeyId())
        .contains(TestCredentials.userId());
  }

  @Test
  void whatCannotBeUsedIsNamed() {
    assertRefused("it has no security_token_file", () -> provider(config(), "--auth=session"));
    assertRefused("lost.pem is no file", () -> provider(config(), "--profile=LOST"));
    assertRefused("is no file that can be read", () -> provider(config(), "--profile=FOLDER"));
    assertRefused("its private key cannot be used", () -> provider(config(), "--profile=NOKEY"));
    assertRefused("NONE", () -> provider(config(), "--profile=NONE"));
    assertRefused("absent", () -> provider("--config-file=" + directory.resolve("absent")));
  }

  private static void assertRefused(String why, ThrowingCallable provider) {
    assertThatIllegalArgumentException()
        .isThrownBy(provider)
        .withMessageContaining("the OCI configuration ")
        .withMessageContaining(why);
  }

  @Test
  void otherWaysAreRefusedWithThoseThatThereAre() {
    assertThatExceptionOfType(ParameterException.class)
        .isThrownBy(() -> provider(config(), "--auth=password"))
        .withMessageContaining(
            "'password' is none of api-key, session, instance-principal, resource-principal");
  }
}
