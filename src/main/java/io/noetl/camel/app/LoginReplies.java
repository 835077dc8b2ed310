package io.noetl.camel.app;

import io.noetl.camel.api.ApiError;
import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.access.ProblemWriter;
import io.noetl.camel.store.access.UserStore;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;

/** The answer to a login: a page for a form of the browser, JSON for our console. */
final class LoginReplies implements AuthenticationSuccessHandler, AuthenticationFailureHandler {
  private final UserStore users;
  private final ProblemWriter problems;
  private final AuthenticationSuccessHandler page =
      new SavedRequestAwareAuthenticationSuccessHandler();
  private final AuthenticationFailureHandler again =
      new SimpleUrlAuthenticationFailureHandler("/login?error");

  LoginReplies(UserStore users, ProblemWriter problems) {
    this.users = users;
    this.problems = problems;
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException, ServletException {
    users.signedIn(authentication.getName());
    if (wantsJson(request)) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      page.onAuthenticationSuccess(request, response, authentication);
    }
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
      throws IOException, ServletException {
    if (wantsJson(request)) {
      problems.write(
          response, ApiProblem.of(ApiError.UNAUTHENTICATED, "The name or the password is wrong"));
    } else {
      again.onAuthenticationFailure(request, response, exception);
    }
  }

  private static boolean wantsJson(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains("application/json");
  }
}
