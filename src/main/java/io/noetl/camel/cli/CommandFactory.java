package io.noetl.camel.cli;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands: those with a constructor for the session get it. */
final class CommandFactory implements IFactory {
  private final Session session;

  CommandFactory(Session session) {
    this.session = session;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    boolean takesSession =
        Arrays.stream(type.getDeclaredConstructors())
            .anyMatch(c -> Arrays.equals(c.getParameterTypes(), new Class<?>[] {Session.class}));
    if (!takesSession) {
      return CommandLine.defaultFactory().create(type);
    }
    Constructor<K> constructor = type.getDeclaredConstructor(Session.class);
    // Nested verbs are not public: nobody else makes them.
    constructor.setAccessible(true);
    return constructor.newInstance(session);
  }
}
