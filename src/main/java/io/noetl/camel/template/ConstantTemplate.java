package io.noetl.camel.template;

import io.noetl.camel.template.compile.TextTruth;
import io.noetl.camel.template.syntax.SourceText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text without tags.
 *
 * @param source the text
 * @param rendered the text as Jinja2 renders it, without its last line end
 */
record ConstantTemplate(String source, String rendered) implements Template {

  static ConstantTemplate of(String source) {
    return new ConstantTemplate(source, SourceText.of(source, TemplateSource.UNKNOWN).text());
  }

  @Override
  public boolean isConstant() {
    return true;
  }

  @Override
  public String render(Names names, UndefinedPolicy policy) {
    return rendered;
  }

  @Override
  public String valueOr(Names names, UndefinedPolicy policy, @Nullable Object whenUndefined) {
    return source;
  }

  @Override
  public boolean test(Names names, UndefinedPolicy policy) {
    return Conditions.isTrue(source, TextTruth.SAYS_YES);
  }

  @Override
  public List<Reference> references() {
    return List.of();
  }
}
