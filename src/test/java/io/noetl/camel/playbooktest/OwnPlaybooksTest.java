package io.noetl.camel.playbooktest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The playbooks that we ship and those that we show do what their tests say. */
class OwnPlaybooksTest {

  @TestFactory
  Stream<DynamicNode> ownPlaybooks() {
    return PlaybookTests.in("playbooks", "examples");
  }
}
