package io.noetl.camel.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** The console's pages, from the jar. */
@Configuration(proxyBeanMethods = false)
class UiConfiguration implements WebMvcConfigurer {
  private static final String PLACE = "classpath:/static/ui/";
  private static final Duration YEAR = Duration.ofDays(365);

  /**
   * The names of assets have a hash of their content; the page that names them is asked for anew.
   */
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/ui/assets/**")
        .addResourceLocations(PLACE + "assets/")
        .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable());
    registry
        .addResourceHandler("/ui/**")
        .addResourceLocations(PLACE)
        .setCacheControl(CacheControl.noCache())
        .resourceChain(false)
        .addResolver(new OnePage());
  }

  /** Resource handlers leave an empty path alone. */
  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/ui/").setViewName("forward:/ui/index.html");
  }

  /** A browser that opens the server is led to the console. */
  @Bean
  FilterRegistrationBean<OncePerRequestFilter> startPage() {
    FilterRegistrationBean<OncePerRequestFilter> registration =
        new FilterRegistrationBean<>(new StartPage());
    registration.setOrder(SecurityConfiguration.BEFORE_SECURITY + 1);
    registration.addUrlPatterns("/", "/ui");
    return registration;
  }

  /** Whoever has followed a route of a playbook into Hawtio finds back. */
  @Bean
  FilterRegistrationBean<OncePerRequestFilter> hawtioWayBack() {
    FilterRegistrationBean<OncePerRequestFilter> registration =
        new FilterRegistrationBean<>(new HawtioWayBack());
    registration.addUrlPatterns("/actuator/hawtio/*");
    return registration;
  }

  /** What is no file is an address within the console, which its page reads. */
  private static final class OnePage extends PathResourceResolver {
    @Override
    protected @Nullable Resource getResource(String path, Resource location) throws IOException {
      Resource file = super.getResource(path, location);
      return file != null ? file : super.getResource("index.html", location);
    }
  }

  private static final class StartPage extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      String accept = request.getHeader("Accept");
      boolean page = accept != null && accept.contains("text/html");
      String path = request.getRequestURI();
      if ((path.equals("/") && page) || path.equals("/ui")) {
        response.sendRedirect("/ui/");
      } else {
        chain.doFilter(request, response);
      }
    }
  }
}
