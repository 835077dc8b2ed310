package io.noetl.camel.app;

import io.noetl.camel.api.Role;
import io.noetl.camel.api.access.CallerFilter;
import io.noetl.camel.api.access.Callers;
import io.noetl.camel.api.access.ProblemWriter;
import io.noetl.camel.api.access.RequestBodies;
import io.noetl.camel.api.access.TokenRoles;
import io.noetl.camel.api.access.UserApi;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.access.UserStore;
import io.noetl.camel.store.secret.SecretFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jolokia.server.core.service.api.Restrictor;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/** The filters of Spring Security: a login for the console, the caller for the API. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  /** The place of what must run before Spring Security. */
  static final int BEFORE_SECURITY = SecurityProperties.DEFAULT_FILTER_ORDER - 1;

  /** Nothing that a page says runs or looks but the files that it comes with. */
  private static final String PAGE_POLICY =
      "default-src 'self'; object-src 'none'; frame-ancestors 'self'; base-uri 'self'; form-action"
          + " 'self'";

  private static final int PASSWORD_BYTES = 15;

  /** Hawtio and the actuator always need a login; health is for probes. */
  @Bean
  @Order(1)
  SecurityFilterChain consoleChain(
      HttpSecurity http,
      UserStore users,
      TokenRoles roles,
      AccessProperties access,
      SecureRandom random,
      Clock clock,
      Json json)
      throws Exception {
    LoginReplies replies = new LoginReplies(users, new ProblemWriter(json));
    if (access.login().configured()) {
      new ProviderLogin(access.login(), roles, random, clock).addTo(http);
    }
    return http.securityMatcher(
            new OrRequestMatcher(
                path("/actuator/**"),
                path("/login"),
                path("/logout"),
                path("/default-ui.css"),
                path("/oauth2/authorization/**"),
                path("/login/oauth2/code/**")))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(path("/actuator/health/**"))
                    .permitAll()
                    .requestMatchers(path("/logout"))
                    .permitAll()
                    .anyRequest()
                    .access(
                        (user, request) ->
                            new AuthorizationDecision(isAdministrator(user.get(), roles))))
        // a page for browsers; programs get the question for a password
        .formLogin(form -> form.successHandler(replies).failureHandler(replies))
        .logout(
            logout ->
                logout
                    .logoutSuccessHandler(
                        new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT))
                    .deleteCookies("JSESSIONID", "XSRF-TOKEN"))
        // a session, so that the password is not hashed anew for each of the console's many calls
        .httpBasic(
            basic ->
                basic
                    .realmName("noetl")
                    .securityContextRepository(new HttpSessionSecurityContextRepository()))
        // the door filter refuses other origins, and the cookie does not leave its site
        .csrf(AbstractHttpConfigurer::disable)
        .headers(headers -> headers.frameOptions(frame -> frame.sameOrigin()))
        .build();
  }

  private static boolean isAdministrator(Authentication user, TokenRoles roles) {
    return roles.caller(user).filter(caller -> caller.role() == Role.ADMIN).isPresent();
  }

  /** The console's pages are for all; what they ask of the API is not. */
  @Bean
  @Order(2)
  SecurityFilterChain pagesChain(HttpSecurity http) throws Exception {
    return http.securityMatcher(new OrRequestMatcher(path("/ui"), path("/ui/**")))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(
            headers -> {
              // the pages say themselves how long they are kept
              headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable);
              headers.frameOptions(frame -> frame.sameOrigin());
              headers.contentSecurityPolicy(policy -> policy.policyDirectives(PAGE_POLICY));
              headers.referrerPolicy(
                  referrer ->
                      referrer.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN));
              headers.permissionsPolicyHeader(
                  permissions ->
                      permissions.policy("camera=(), geolocation=(), microphone=(), payment=()"));
            })
        .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain apiChain(
      HttpSecurity http,
      CallerFilter callers,
      Callers keys,
      AccessProperties access,
      ApiProperties api,
      AccessConfiguration.Reach reach,
      Json json)
      throws Exception {
    if (access.jwt().configured()) {
      http.oauth2ResourceServer(
          server ->
              server
                  .bearerTokenResolver(providerTokens(keys))
                  .jwt(jwt -> jwt.decoder(JwtDecoders.of(access.jwt()))));
    }
    return http.csrf(
            csrf ->
                csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                    .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                    .requireCsrfProtectionMatcher(new BySession(reach.open())))
        .exceptionHandling(
            problems ->
                problems.accessDeniedHandler(
                    (request, response, refused) ->
                        new ProblemWriter(json).write(response, BySession.forged())))
        .cors(cors -> cors.configurationSource(letIn()))
        // one that has signed in is known here; nobody gets a session by calling the API
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .requestCache(RequestCacheConfigurer::disable)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .addFilterAfter(new CsrfCookie(), AuthorizationFilter.class)
        .addFilterAfter(callers, AuthorizationFilter.class)
        .addFilterAfter(
            new RequestBodies(Math.toIntExact(api.maxBody().toBytes()), new ProblemWriter(json)),
            CallerFilter.class)
        .build();
  }

  /** Pages that the door filter lets in may read the replies. */
  private static CorsConfigurationSource letIn() {
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOriginPatterns(List.of("*"));
    cors.setAllowCredentials(true);
    cors.setAllowedMethods(List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"));
    cors.setAllowedHeaders(List.of("*"));
    cors.setMaxAge(Duration.ofMinutes(10));
    return request -> cors;
  }

  /** A span and a timer for each filter would cost more than what the filters do. */
  @Bean
  SecurityObservationSettings securityObservationSettings() {
    return SecurityObservationSettings.noObservations();
  }

  /**
   * Methods are left to the routes, whose refusal names those that they take. What is unsafe about
   * this elsewhere is TRACE, which Tomcat refuses by itself.
   */
  @Bean
  HttpFirewall httpFirewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    return firewall;
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return new BCryptPasswordEncoder();
  }

  @Bean
  UserStore userStore(JdbcClient jdbc) {
    return new UserStore(jdbc);
  }

  @Bean
  UserApi userApi(UserStore users, PasswordEncoder encoder, AccessProperties access) {
    return new UserApi(
        users,
        encoder::encode,
        access.login().configured()
            ? List.of(new UserApi.Provider(access.login().name(), ProviderRegistration.address()))
            : List.of());
  }

  @Bean
  UserDetailsService consoleUser(
      DataProperties data, SecureRandom random, PasswordEncoder encoder, UserStore users) {
    Path file = data.dataDir().resolve("console.password");
    AtomicBoolean made = new AtomicBoolean();
    String password =
        new SecretFile(file)
            .readOrCreate(() -> RandomText.of(random, PASSWORD_BYTES), () -> made.set(true));
    if (made.get()) {
      // this once, to the person who starts the server, and not to a log that is kept
      System.err.printf(
          "Console login: user %s, password %s (kept in %s)%n", UserApi.FIRST, password, file);
    }
    // A hash takes a tenth of a second, which a start that nobody logs in to need not wait for.
    return new ConsoleUsers(SingletonSupplier.of(() -> encoder.encode(password)), users);
  }

  @Bean
  Restrictor jolokiaRestrictor() {
    return new ReadOnlyJmx();
  }

  /** A matcher that asks neither Spring MVC nor, through it, Camel, which does not exist yet. */
  private static RequestMatcher path(String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(pattern);
  }

  /** Our own keys are no tokens of the identity provider. */
  private static BearerTokenResolver providerTokens(Callers keys) {
    DefaultBearerTokenResolver resolver = new DefaultBearerTokenResolver();
    return request -> {
      String token = resolver.resolve(request);
      return token == null || keys.isKey(token) ? null : token;
    };
  }
}
