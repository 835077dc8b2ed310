package io.noetl.camel.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.component.duckdb.DuckDbEndpoint;
import io.noetl.camel.component.playbook.PlaybookEndpoint;
import io.noetl.camel.component.postgres.PostgresEndpoint;
import io.noetl.camel.component.python.PythonEndpoint;
import io.noetl.camel.component.step.StepEndpoint;
import io.noetl.camel.component.subscription.SubscriptionEndpoint;
import io.noetl.camel.component.tool.ToolEndpoint;
import io.noetl.camel.testing.Endpoints;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What src/generated says of our components is what their classes have. */
class ComponentCatalogTest {

  static Stream<Class<?>> endpoints() {
    return Stream.of(
        PythonEndpoint.class,
        DuckDbEndpoint.class,
        PostgresEndpoint.class,
        PlaybookEndpoint.class,
        StepEndpoint.class,
        SubscriptionEndpoint.class,
        ToolEndpoint.class);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void camelsCatalogKnowsEachOptionOfEachEndpoint(Class<?> endpoint) {
    String scheme =
        endpoint.getSimpleName().replace("Endpoint", "").toLowerCase(java.util.Locale.ROOT);
    try (Endpoints camel = new Endpoints()) {
      CamelContext context = camel.context();
      String json = PluginHelper.getRuntimeCamelCatalog(context).componentJSonSchema(scheme);
      assertThat(json).as(scheme + " has no description: mvn -Pdescribe").isNotNull();
      ComponentModel model = JsonMapper.generateComponentModel(json);
      assertThat(model.getDescription()).isNotEmpty();
      Set<String> described =
          model.getEndpointOptions().stream()
              .map(ComponentModel.EndpointOptionModel::getName)
              .filter(name -> !name.equals("lazyStartProducer") && !isConsumers(name))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(described).isEqualTo(options(endpoint));
      PropertyConfigurer configurer =
          PluginHelper.getConfigurerResolver(context)
              .resolvePropertyConfigurer(scheme + "-endpoint", context);
      assertThat(configurer.getClass().getSimpleName())
          .isEqualTo(endpoint.getSimpleName() + "Configurer");
    }
  }

  private static boolean isConsumers(String name) {
    return Set.of("bridgeErrorHandler", "exceptionHandler", "exchangePattern").contains(name);
  }

  private static Set<String> options(Class<?> endpoint) {
    return Stream.<Class<?>>iterate(endpoint, Class::getSuperclass)
        .takeWhile(type -> type.getName().startsWith("io.noetl"))
        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
        .filter(
            field ->
                !field.isSynthetic() && !java.lang.reflect.Modifier.isStatic(field.getModifiers()))
        .map(Field::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
