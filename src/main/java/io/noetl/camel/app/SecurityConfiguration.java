package io.noetl.camel.app;

import io.noetl.camel.api.access.CallerFilter;
import io.noetl.camel.api.access.Callers;
import io.noetl.camel.api.access.ProblemWriter;
import io.noetl.camel.api.access.RequestBodies;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.secret.SecretFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jolokia.server.core.service.api.Restrictor;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/** The filters of Spring Security: a login for the console, the caller for the API. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  /** The place of what must run before Spring Security. */
  static final int BEFORE_SECURITY = SecurityProperties.DEFAULT_FILTER_ORDER - 1;

  private static final String CONSOLE_USER = "admin";
  private static final int PASSWORD_BYTES = 15;

  /** Hawtio and the actuator always need a login; health is for probes. */
  @Bean
  @Order(1)
  SecurityFilterChain consoleChain(HttpSecurity http) throws Exception {
    return http.securityMatcher(
            new OrRequestMatcher(
                path("/actuator/**"), path("/login"), path("/logout"), path("/default-ui.css")))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(path("/actuator/health/**"))
                    .permitAll()
                    .anyRequest()
                    .hasRole("ADMIN"))
        // a page for browsers; programs get the question for a password
        .formLogin(Customizer.withDefaults())
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

  @Bean
  @Order(2)
  SecurityFilterChain apiChain(
      HttpSecurity http,
      CallerFilter callers,
      Callers keys,
      AccessProperties access,
      ApiProperties api,
      Json json)
      throws Exception {
    if (access.jwt().configured()) {
      http.oauth2ResourceServer(
          server ->
              server
                  .bearerTokenResolver(providerTokens(keys))
                  .jwt(jwt -> jwt.decoder(JwtDecoders.of(access.jwt()))));
    }
    return http.csrf(AbstractHttpConfigurer::disable)
        .cors(cors -> cors.configurationSource(letIn()))
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
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
  UserDetailsService consoleUser(
      DataProperties data, SecureRandom random, PasswordEncoder encoder) {
    Path file = data.dataDir().resolve("console.password");
    AtomicBoolean made = new AtomicBoolean();
    String password =
        new SecretFile(file)
            .readOrCreate(() -> RandomText.of(random, PASSWORD_BYTES), () -> made.set(true));
    if (made.get()) {
      // this once, to the person who starts the server, and not to a log that is kept
      System.err.printf(
          "Console login: user %s, password %s (kept in %s)%n", CONSOLE_USER, password, file);
    }
    return new InMemoryUserDetailsManager(
        User.withUsername(CONSOLE_USER).password(encoder.encode(password)).roles("ADMIN").build());
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
