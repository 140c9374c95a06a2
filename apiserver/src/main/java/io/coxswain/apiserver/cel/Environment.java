package io.coxswain.apiserver.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles expressions with Kubernetes' libraries over some variables. Making one costs
 * milliseconds; it is safe for concurrent use.
 */
public final class Environment {
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .enableRegexPartialMatch(true)
          .maxParseRecursionDepth(200)
          .build();

  /** What cel-go does not say of functions that take something else. */
  private static final Pattern CANDIDATES = Pattern.compile(" \\(candidates: .*\\)$");

  private static final Pattern OLD_SELF = Pattern.compile("(?<![.\\w])oldSelf\\b");

  private final Cel cel;

  private Environment(Cel cel) {
    this.cel = cel;
  }

  /** An expression, or why it is none. */
  public sealed interface Compiled {
    record Ready(Expression expression) implements Compiled {}

    record Wrong(String message) implements Compiled {}
  }

  /**
   * An environment.
   *
   * @param variables types by name
   * @param structs every object type that variables lead to, by name
   */
  public static Environment of(Map<String, CelType> variables, Map<String, StructType> structs) {
    var builder =
        CelFactory.standardCelBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(new Structs(structs))
            .addCompilerLibraries(
                CelExtensions.optional(),
                CelExtensions.strings(),
                CelExtensions.sets(OPTIONS),
                CelExtensions.comprehensions())
            .addRuntimeLibraries(
                CelExtensions.optional(),
                CelExtensions.strings(),
                CelExtensions.sets(OPTIONS),
                CelExtensions.comprehensions());
    for (var library : Libraries.ALL) {
      library.addTo(builder);
    }
    variables.forEach(builder::addVar);
    return new Environment(builder.build());
  }

  /** Compiles an expression that must be of a type. */
  public Compiled compile(String expression, CelType result) {
    var compiled = compile(expression);
    return compiled instanceof Compiled.Ready ready
            && !result.isAssignableFrom(ready.expression().type())
        ? new Compiled.Wrong("must evaluate to " + result.name())
        : compiled;
  }

  /** Compiles an expression of any type. */
  public Compiled compile(String expression) {
    var checked = cel.compile(expression);
    if (checked.hasError()) {
      return new Compiled.Wrong("compilation failed: " + issues(expression, checked.getErrors()));
    }
    try {
      var tree = checked.getAst();
      CelRuntime.Program program = cel.createProgram(tree);
      return new Compiled.Ready(
          new Expression(
              program, tree.getResultType(), OLD_SELF.matcher(withoutTexts(expression)).find()));
    } catch (CelValidationException | CelEvaluationException e) {
      return new Compiled.Wrong("compilation failed: " + e.getMessage());
    }
  }

  private static String withoutTexts(String expression) {
    return expression.replaceAll("\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])*'", "''");
  }

  /** As cel-go prints them: place, message, the line and a mark below it. */
  private static String issues(String expression, ImmutableList<CelIssue> errors) {
    var lines = expression.split("\n", -1);
    return errors.stream()
        .map(
            issue -> {
              var line = Math.max(1, issue.getSourceLocation().getLine());
              var column = Math.max(0, issue.getSourceLocation().getColumn());
              return "ERROR: <input>:"
                  + line
                  + ":"
                  + (column + 1)
                  + ": "
                  + CANDIDATES.matcher(issue.getMessage()).replaceFirst("")
                  + "\n | "
                  + (line <= lines.length ? lines[line - 1] : "")
                  + "\n | "
                  + ".".repeat(column)
                  + "^";
            })
        .collect(Collectors.joining("\n"));
  }

  /** Object types that exist for this environment only. */
  private record Structs(Map<String, StructType> structs) implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableList.copyOf(structs.values());
    }

    @Override
    public Optional<CelType> findType(String name) {
      @Nullable CelType found = structs.get(name);
      return Optional.ofNullable(found);
    }
  }
}
