package io.noetl.camel.template.compile;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.runtime.Activation;
import io.noetl.camel.template.runtime.BlockReferences;
import io.noetl.camel.template.runtime.CompiledStatement;
import io.noetl.camel.template.runtime.Rendering;
import io.noetl.camel.template.syntax.ChildNodes;
import io.noetl.camel.template.syntax.Node;
import io.noetl.camel.template.syntax.Stmt;
import io.noetl.camel.template.syntax.TemplateSyntaxException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes closures of {@code block}: each is a function that sees the context only. */
final class BlockCompiler {
  private final StatementCompiler statements;
  private final Map<String, Stmt.Block> declared = new LinkedHashMap<>();
  private final Map<String, BlockReferences.Content> contents = new HashMap<>();

  BlockCompiler(StatementCompiler statements) {
    this.statements = statements;
  }

  /** Finds all blocks of a template. */
  void declare(Node node) {
    if (node instanceof Stmt.Block block && declared.put(block.name(), block) != null) {
      throw new TemplateSyntaxException(
          "TemplateAssertionError",
          "block '" + block.name() + "' defined twice",
          "give it another name",
          block.span());
    }
    ChildNodes.of(node).forEach(this::declare);
  }

  /** Compiles the blocks that were found. */
  void compileAll(Scope root) {
    for (Stmt.Block block : declared.values()) {
      contents.put(block.name(), content(block, root.isolated()));
    }
  }

  private BlockReferences.Content content(Stmt.Block block, Scope scope) {
    Set<String> special = Undeclared.in(block.body(), "self", "super");
    int self = special.contains("self") ? scope.symbols().parameter("self").slot() : -1;
    int parent = special.contains("super") ? scope.symbols().parameter("super").slot() : -1;
    scope.visitor().visitAll(block.body());
    CompiledStatement body = statements.compileScope(block.body(), scope);
    FunctionScope function = scope.function();
    return (rendering, output) -> {
      Activation activation = new Activation(rendering, null, function.size());
      if (self >= 0) {
        activation.set(self, references(rendering));
      }
      if (parent >= 0) {
        String hint = "there is no parent block called '" + block.name() + "'.";
        activation.set(parent, rendering.undefined(hint));
      }
      body.run(activation, output);
    };
  }

  /** What {@code self} is. */
  BlockReferences references(Rendering rendering) {
    return new BlockReferences(contents, rendering);
  }

  /** The place of a block: there it renders. */
  CompiledStatement use(Stmt.Block block, Scope scope) {
    Map<String, Variable> locals = block.scoped() ? scope.symbols().allStores() : Map.of();
    return (activation, output) -> {
      if (block.required()) {
        throw new PyError("TemplateRuntimeError", "Required block '" + block.name() + "' not found")
            .at(block.span());
      }
      Rendering rendering = activation.rendering();
      Rendering seen =
          locals.isEmpty() ? rendering : rendering.derived(values(locals, scope, activation));
      BlockReferences.Content content = contents.get(block.name());
      if (content != null) {
        content.render(seen, output);
      }
    };
  }

  private static Map<String, @Nullable Object> values(
      Map<String, Variable> locals, Scope scope, Activation activation) {
    Map<String, @Nullable Object> values = new HashMap<>();
    locals.forEach(
        (name, variable) -> {
          int hops = scope.function().hopsTo(variable.function());
          Object value = activation.outer(hops).get(variable.slot());
          if (!Names.isMissing(value) && !Activation.isUnresolved(value)) {
            values.put(name, value);
          }
        });
    return values;
  }

  /** Whether the statements ask for {@code self}. */
  static boolean asksForSelf(List<Stmt> body) {
    return !Undeclared.in(body, "self").isEmpty();
  }
}
