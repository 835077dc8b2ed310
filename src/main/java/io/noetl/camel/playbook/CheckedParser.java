package io.noetl.camel.playbook;

import java.util.function.Consumer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.Parser;

/** Shows each event of a YAML parser to a check before anything is made of it. */
final class CheckedParser implements Parser {
  private final Parser parser;
  private final Consumer<Event> check;

  /**
   * A parser.
   *
   * @param check throws to refuse an event
   */
  CheckedParser(Parser parser, Consumer<Event> check) {
    this.parser = parser;
    this.check = check;
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    check.accept(event);
    return event;
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }
}
