package io.noetl.camel.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The server: Spring Boot with Camel, wired by the configurations of this package alone. */
@SpringBootApplication(scanBasePackageClasses = NoetlCamelApplication.class)
@ConfigurationPropertiesScan
public class NoetlCamelApplication {}
