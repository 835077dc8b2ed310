package io.noetl.camel.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.access.ApiKeyStore;
import io.noetl.camel.store.access.UserStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Who calls, where it can't be found out. */
class CallerFilterTest {
  private static final String NOBODY = "jdbc:postgresql://127.0.0.1:1/nobody";

  @Test
  void aKeyIsAnsweredWith503WhileTheDatabaseIsAway() throws Exception {
    Clock clock = Clock.systemUTC();
    JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(NOBODY));
    ApiKeyStore keys = new ApiKeyStore(jdbc, new SecureRandom(), clock);
    CallerFilter filter =
        new CallerFilter(
            new Callers(keys, "an-administrators-key"),
            new TokenRoles(
                "roles", new SignedInUsers(new UserStore(jdbc)), Duration.ofHours(8), clock),
            new RequestLimits(0, 0, clock),
            new ProblemWriter(new Json()),
            null);
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/doctor");
    request.addHeader(
        "Authorization", "Bearer " + ApiKeyStore.PREFIX + "aa3ac71bb381_" + "x".repeat(43));
    MockHttpServletResponse response = new MockHttpServletResponse();

    filter.doFilter(request, response, new MockFilterChain());

    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getContentAsString()).contains("AP0503", "can't be reached");
  }
}
