package io.noetl.camel.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A type that looks like a slip is doubted; a type of one's own is not. */
class CredentialTypesTest {
  @ParameterizedTest
  @CsvSource({
    "postgress, postgres",
    "posgres, postgres",
    "bearrer, bearer",
    "snowflak, snowflake",
    "oath2, oauth2"
  })
  void aSlip(String type, String meant) {
    assertThat(CredentialTypes.doubt(type))
        .contains("No tool knows the type '" + type + "'. Did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"postgres", "PostgreSQL", "httpBearerAuth", "api-key", "s3", "crm", "salesforce"})
  void oneThatIsMeant(String type) {
    assertThat(CredentialTypes.doubt(type)).isEmpty();
  }
}
