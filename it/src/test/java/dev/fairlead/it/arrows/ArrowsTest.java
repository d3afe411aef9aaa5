package dev.fairlead.it.arrows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import dev.fairlead.config.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which way dependencies point: core ← store, edge, control, simulator ← app; and that each library
 * has its door.
 */
final class ArrowsTest {
  private static final JavaClasses FAIRLEAD =
      new ClassFileImporter()
          .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/dev/fairlead/it/"))
          .importPackages("dev.fairlead");

  private static final List<String> OUTER = List.of("store", "edge", "control", "simulator", "app");

  @Test
  void everyModuleIsLookedAt() {
    var modules = new ArrayList<>(OUTER);
    modules.addAll(List.of("json", "sse", "money", "model", "dialect", "routing", "ledger"));
    assertThat(modules)
        .allSatisfy(module ->
            assertThat(FAIRLEAD.stream().map(c -> c.getPackageName() + "."))
                .as(module)
                .anyMatch(name -> name.startsWith("dev.fairlead." + module + ".")));
  }

  @Test
  void theCoreKnowsNothingOfWhatIsRoundIt() {
    noClasses()
        .that()
        .resideOutsideOfPackages(with(packages(OUTER), "dev.fairlead.bench.."))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(with(packages(OUTER), "dev.fairlead.bench.."))
        .check(FAIRLEAD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"store", "edge", "control", "simulator"})
  void whatIsRoundTheCoreDoesNotKnowItsNeighbours(String module) {
    var others = OUTER.stream().filter(m -> !m.equals(module)).toList();
    noClasses()
        .that()
        .resideInAPackage("dev.fairlead." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(others))
        .check(FAIRLEAD);
  }

  @Test
  void theCoreHasNoSocketNoDatabaseAndNoPoolOfThreads() {
    noClasses()
        .that()
        .resideOutsideOfPackages(with(packages(OUTER), "dev.fairlead.bench.."))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.net.http..", "java.nio.channels..", "javax.net..", "java.sql..", "javax.sql..")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            java.net.Socket.class, java.net.ServerSocket.class, Thread.class, Executor.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Executor.class)
        .check(FAIRLEAD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tools.jackson.. | dev.fairlead.json..",
        "com.fasterxml.jackson.. | dev.fairlead.json..",
        "org.snakeyaml.. | dev.fairlead.json..",
        "com.knuddels.. | dev.fairlead.dialect.tokens..",
        "io.netty.. | dev.fairlead.edge.. dev.fairlead.simulator.. dev.fairlead.bench..",
        "io.helidon.. | dev.fairlead.control..",
        "org.jdbi.. | dev.fairlead.store.state..",
        "org.flywaydb.. | dev.fairlead.store.state..",
        "com.zaxxer.hikari.. | dev.fairlead.store.state..",
        "org.sqlite.. | dev.fairlead.store.state..",
        "picocli.. | dev.fairlead.app.. dev.fairlead.bench.."
      })
  void eachLibraryHasOneDoor(String library, String doors) {
    noClasses()
        .that()
        .resideOutsideOfPackages(doors.split(" ", -1))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(FAIRLEAD);
  }

  @Test
  void noNameSaysThatItsConceptIsMissing() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Base|Common)")
        .orShould()
        .haveNameMatching("(.*[.$])?(Abstract|Default)[A-Z][^.$]*")
        .check(FAIRLEAD);
  }

  /**
   * Two arrows of the core point both ways and are known: the catalogue is overlaid with what the
   * configuration says, and a cost is of an endpoint of the catalogue. A secret's type lies with
   * the configuration and knows nothing of it; everyone may use it. No other may.
   */
  @ParameterizedTest
  @ValueSource(strings = {"dev.fairlead", "dev.fairlead.edge", "dev.fairlead.simulator"})
  void packagesFormNoCycles(String root) {
    slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(in("catalog"), in("config"))
        .ignoreDependency(in("money"), in("catalog"))
        .ignoreDependency(DescribedPredicate.alwaysTrue(), JavaClass.Predicates.type(Secret.class))
        .check(FAIRLEAD);
  }

  private static DescribedPredicate<JavaClass> in(String name) {
    return JavaClass.Predicates.resideInAPackage("dev.fairlead." + name);
  }

  private static String[] packages(List<String> modules) {
    return modules.stream().map(m -> "dev.fairlead." + m + "..").toArray(String[]::new);
  }

  private static String[] with(String[] packages, String more) {
    return Stream.concat(Stream.of(packages), Stream.of(more)).toArray(String[]::new);
  }
}
