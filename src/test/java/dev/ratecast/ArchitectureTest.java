package dev.ratecast;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may import whom. A package that no rule knows fails, so that none slips in beside the rules. */
class ArchitectureTest {
    private static final String ROOT = "dev.ratecast";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** Feature packages and what they share: plain Java. Their sub-packages are not meant. */
    private static final List<String> PLAIN = packages(
            "rating",
            "aggregate",
            "known",
            "factor",
            "feature",
            "model",
            "training",
            "evaluation",
            "dataset",
            "file",
            "hash",
            "ingestion",
            "prediction",
            "quality");

    /** Sub-packages that carry plain types to and from the outside. */
    private static final List<String> ADAPTERS = packages(
            "access.rest",
            "admission.rest",
            "aggregate.postgres",
            "aggregate.rest",
            "dataset.kafka",
            "evaluation.csv",
            "evaluation.html",
            "evaluation.json",
            "factor.micrometer",
            "factor.postgres",
            "ingestion.kafka",
            "ingestion.micrometer",
            "ingestion.postgres",
            "ingestion.rest",
            "known.kafka",
            "known.memory",
            "known.micrometer",
            "known.postgres",
            "known.rest",
            "model.dl4j",
            "model.micrometer",
            "model.postgres",
            "model.rest",
            "prediction.kafka",
            "prediction.rest",
            "problem.rest",
            "quality.micrometer",
            "training.postgres");

    /** No adapters: what several adapters share, such as forms of JSON, errors, configuration and counters. */
    private static final List<String> SHARED = packages(
            "access",
            "admission",
            "json",
            "ingestion.json",
            "factor.config",
            "prediction.config",
            "prediction.json",
            "prediction.metrics",
            "problem",
            "quality.config",
            "rating.config",
            "transaction");

    /** They put the rest together. */
    private static final List<String> OUTERMOST = packages("app", "cli", "embedded");

    private static final DescribedPredicate<JavaClass> FRAMEWORKS_AND_DRIVERS = resideInAnyPackage(
            "io.quarkus..",
            "io.smallrye..",
            "io.micrometer..",
            "jakarta..",
            "org.eclipse.microprofile..",
            "org.jboss..",
            "org.hibernate..",
            "org.apache.kafka..",
            "java.sql..",
            "javax.sql..",
            "org.postgresql..",
            "org.nd4j..",
            "org.deeplearning4j..",
            "org.bytedeco..",
            "com.fasterxml..",
            "picocli..");

    @Test
    void plain_packages_know_no_framework_and_no_driver() {
        noClasses()
                .that()
                .resideInAnyPackage(array(PLAIN))
                .should()
                .dependOnClassesThat(FRAMEWORKS_AND_DRIVERS)
                .check(CLASSES);
    }

    @Test
    void plain_packages_import_only_plain_packages() {
        classes()
                .that()
                .resideInAnyPackage(array(PLAIN))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(array(PLAIN)).or(not(resideInAPackage(ROOT + ".."))))
                .check(CLASSES);
    }

    @Test
    void plain_packages_read_no_clock_and_draw_nothing_without_a_seed() {
        ArchRule pure = noClasses()
                .should()
                .accessTargetWhere(readsTheClock())
                .orShould()
                .accessTargetWhere(drawsWithoutASeed());

        pure.check(CLASSES.that(resideInAnyPackage(array(PLAIN))));
        assertThatThrownBy(() -> pure.check(CLASSES.that(resideInAnyPackage(array(OUTERMOST)))))
                .as("commands may read the clock, and the rule finds them")
                .hasMessageContaining("systemUTC");
    }

    /** Set back by an hour, it would hold ingestion up for an hour. */
    @Test
    void ingestion_waits_by_no_clock_that_can_be_set() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".ingestion.kafka")
                .should()
                .accessTargetWhere(readsTheClockOnTheWall())
                .check(CLASSES);
    }

    @Test
    void adapters_import_no_other_adapter() {
        classes()
                .that()
                .resideInAnyPackage(array(ADAPTERS))
                .should(notDependOnOtherPackagesAmong(ADAPTERS))
                .check(CLASSES);
    }

    @Test
    void shared_packages_import_no_adapter() {
        noClasses()
                .that()
                .resideInAnyPackage(array(SHARED))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(array(ADAPTERS))
                .check(CLASSES);
    }

    @Test
    void nobody_imports_app() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".app")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".app.."))
                .check(CLASSES);
    }

    @Test
    void only_the_entry_point_imports_the_commands() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".cli")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".cli.."))
                .check(CLASSES);
    }

    @Test
    void only_commands_and_wiring_import_the_embedded_servers() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".app", ROOT + ".cli", ROOT + ".embedded")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".embedded.."))
                .check(CLASSES);
    }

    @Test
    void packages_form_no_cycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void every_package_is_named_here_and_every_name_is_a_package() {
        Set<String> named = new TreeSet<>(Set.of(ROOT));
        Stream.of(PLAIN, ADAPTERS, SHARED, OUTERMOST).forEach(named::addAll);
        Set<String> existing = CLASSES.stream()
                .filter(c -> !c.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(existing).containsExactlyElementsOf(named);
    }

    @Test
    void every_package_says_what_it_is_and_is_null_marked() {
        Set<String> unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .filter(p -> !p.getClasses().isEmpty())
                .filter(p -> p.tryGetPackageInfo()
                        .filter(info -> info.isAnnotatedWith(NullMarked.class))
                        .isEmpty())
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unmarked).isEmpty();
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheClock() {
        return DescribedPredicate.describe(
                "reads the clock",
                access -> readsTheClockOnTheWall().test(access)
                        || (access.getTargetOwner().getName().equals("java.lang.System")
                                && access.getName().equals("nanoTime")));
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheClockOnTheWall() {
        return DescribedPredicate.describe("reads the clock on the wall", access -> {
            String owner = access.getTargetOwner().getName();
            boolean now = access.getName().equals("now") && owner.startsWith("java.time.");
            boolean system =
                    owner.equals("java.lang.System") && access.getName().equals("currentTimeMillis");
            boolean clock = targetOwner(type(Clock.class)).test(access)
                    && access.getName().startsWith("system");
            boolean date = owner.equals("java.util.Date") && isBareConstructor(access);
            return now || system || clock || date;
        });
    }

    private static DescribedPredicate<JavaAccess<?>> drawsWithoutASeed() {
        return DescribedPredicate.describe("draws without a seed", access -> {
            String owner = access.getTargetOwner().getName();
            boolean math = owner.equals("java.lang.Math") && access.getName().equals("random");
            boolean bare = (owner.equals(Random.class.getName()) || owner.equals("java.util.SplittableRandom"))
                    && isBareConstructor(access);
            boolean always = owner.equals("java.util.concurrent.ThreadLocalRandom")
                    || owner.equals("java.security.SecureRandom")
                    || (owner.equals("java.util.UUID") && access.getName().equals("randomUUID"));
            boolean shuffle = owner.equals("java.util.Collections")
                    && access.getName().equals("shuffle")
                    && access.getTarget().getFullName().endsWith("(java.util.List)");
            return math || bare || always || shuffle;
        });
    }

    private static boolean isBareConstructor(JavaAccess<?> access) {
        return access instanceof JavaConstructorCall call
                && call.getTarget().getRawParameterTypes().isEmpty();
    }

    private static ArchCondition<JavaClass> notDependOnOtherPackagesAmong(List<String> packages) {
        return new ArchCondition<>("not depend on other packages among " + packages) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                item.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> {
                            String target = dependency.getTargetClass().getPackageName();
                            return packages.contains(target) && !target.equals(item.getPackageName());
                        })
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
            }
        };
    }

    private static List<String> packages(String... names) {
        return Stream.of(names).map(name -> ROOT + "." + name).toList();
    }

    private static String[] array(List<String> packages) {
        return packages.toArray(String[]::new);
    }
}
