@file:Suppress("DEPRECATION") // What LaunchDarkly has given up must keep to what it was.

package dev.tricolor.launchdarkly

import kotlinx.coroutines.flow.toList
import kotlinx.serialization.json.JsonPrimitive
import java.io.File

private const val PROJECT = "web"
private const val ENVIRONMENT = "production"
private const val MEMBER = "569f183514f4432160000007"
private const val YEAR_2100 = 4_102_444_800_000

/** Every operation of the client, carried out at least once. */
internal class ContractStory(private val launchDarkly: LaunchDarklyClient) {
    suspend fun tell() {
        projects()
        environments()
        metrics()
        flags()
        whereFlagsAre()
        expiringTargets()
        segments()
        bigSegments()
        experiments()
        legacyExperiments()
        holdouts()
        layers()
        goodbye()
    }

    private suspend fun projects() {
        launchDarkly.projects.create(PROJECT, "Web") {
            environment(ENVIRONMENT, "Production", "417505")
            environment("test", "Test", "F5A623") { critical(true).tags("qa") }
            defaultClientSideAvailability(usingEnvironmentId = true, usingMobileKey = false)
            namingConvention { case(NamingCase.KEBAB) }
            tags("shop")
        }
        launchDarkly.projects.listAll { query("w").sort(ProjectSort.NAME).expandEnvironments().limit(1) }.toList()
        launchDarkly.projects.list()
        launchDarkly.projects.find(PROJECT)
        launchDarkly.projects.get(PROJECT) { expandEnvironments() }
        launchDarkly.projects.update(PROJECT) { name("Web shop").addTag("eu") }
        launchDarkly.projects.flagDefaults(PROJECT)
        launchDarkly.projects.replaceFlagDefaults(PROJECT) {
            temporary(false).tags("x").defaultClientSideAvailability(usingEnvironmentId = true, usingMobileKey = true)
            booleanDefaults { trueDisplayName("On") }
        }
        launchDarkly.projects.updateFlagDefaults(PROJECT) { temporary(true).addTag("y") }
        launchDarkly.contextKinds.put(PROJECT, "device", "Device")
        launchDarkly.contextKinds.find(PROJECT, "device")
    }

    private suspend fun environments() {
        launchDarkly.environments.listAll(PROJECT) { query("t").sort(EnvironmentSort.NAME).limit(1) }.toList()
        launchDarkly.environments.create(PROJECT, "stage", "Stage", "000000") { source("test").defaultTtl(5).tags("a") }
        launchDarkly.environments.find(PROJECT, "stage")
        launchDarkly.environments.update(PROJECT, "stage") {
            name("Staging").color("FFFFFF").addTag("b")
            approvalSettings { required(true).minNumApprovals(2) }
        }
        launchDarkly.environments.resetSdkKey(PROJECT, "stage", YEAR_2100)
        launchDarkly.environments.resetMobileKey(PROJECT, "stage")
        launchDarkly.environments.delete(PROJECT, "stage")
    }

    private suspend fun metrics() {
        launchDarkly.metrics.create(PROJECT, "done") { custom("checkout-done").tags("checkout") }
        launchDarkly.metrics.create(PROJECT, "paid") { custom("paid").numeric("USD").higherIsBetter() }
        launchDarkly.metrics.create(PROJECT, "gone") { custom("gone") }
        launchDarkly.metrics.listAll(PROJECT) { isNumeric(false).sort(MetricSort.NAME).expand(MetricField.EXPERIMENT_COUNT) }.toList()
        launchDarkly.metrics.update(PROJECT, "gone") { name("Gone").description(null) }
        launchDarkly.metrics.delete(PROJECT, "gone")
        launchDarkly.metricGroups.create(PROJECT, "Check out", MetricGroupKind.STANDARD, MEMBER) {
            key("checkout").metric("done").tags("t")
        }
        launchDarkly.metricGroups.create(PROJECT, "Funnel", MetricGroupKind.FUNNEL, MEMBER) { metric("done", "Done") }
        launchDarkly.metricGroups.listAll(PROJECT) { query("u").sort(MetricGroupSort.NAME) }.toList()
        launchDarkly.metricGroups.get(PROJECT, "checkout") { expand(MetricGroupField.EXPERIMENTS, MetricGroupField.EXPERIMENT_COUNT) }
        launchDarkly.metricGroups.update(PROJECT, "checkout") { name("Buy").description("d") }
        checkNotNull(launchDarkly.metricGroups.find(PROJECT, "funnel"))
        launchDarkly.metricGroups.delete(PROJECT, "funnel")
        val metric = checkNotNull(launchDarkly.metrics.find(PROJECT, "done"))
        launchDarkly.metrics.get(PROJECT, "done") { versionId = metric.versionId }
        launchDarkly.metrics.get(PROJECT, "done") { expand(MetricField.METRIC_GROUPS, MetricField.METRIC_GROUP_COUNT) }
    }

    private suspend fun flags() {
        launchDarkly.flags.create(PROJECT, "layout", "Layout") { tags("checkout").temporary(false) }
        val banner = launchDarkly.flags.create(PROJECT, "banner", "Banner") {
            variation("red") { name("Red").description("loud") }
            variation("blue")
            environment("test") {
                on()
                rule { clause(attribute("country") oneOf listOf("ES", "PT")); rollout { 10.percent to "Red"; 90.percent to "blue" } }
                target("blue", "ann", "bob").target("blue", "acme", contextKind = "device")
                fallthrough("blue")
            }
        }
        launchDarkly.flags.createClone(PROJECT, "banner", "poster") { variation("red").variation("blue") }
        launchDarkly.flags.update(PROJECT, "layout") { inEnvironment(ENVIRONMENT) { turnOn() } }
        launchDarkly.flags.update(PROJECT, "banner") { rename("B").dryRun = true; ignoreConflicts = true }
        launchDarkly.flags.update(PROJECT, "layout") {
            inEnvironment("test") { addPrerequisite("banner", banner.variationId("Red")) }
        }
        launchDarkly.flags.patchJson(PROJECT, "banner") { comment("json").replace("/description", JsonPrimitive("d")) }
        launchDarkly.flags.patchJson(PROJECT, "banner") { addTag("json") }
        launchDarkly.flags.patchMerge(PROJECT, "banner") { comment("merge").description("m") }
        launchDarkly.flags.patchMerge(PROJECT, "banner") { description(null) }
        launchDarkly.flags.get(PROJECT, "banner") { env("test").expand(FlagField.EVALUATION) }
        launchDarkly.flags.listAll(PROJECT) { env(ENVIRONMENT, "test").limit(1).sort(FlagSort.KEY) }.toList()
        launchDarkly.flags.listAll(PROJECT) {
            env("test").summary(false).tag("checkout").tags("checkout").archived(false).compare(false).expand(FlagField.MIGRATION_SETTINGS)
        }.toList()
        launchDarkly.flags.copy(PROJECT, "banner", "test", ENVIRONMENT) { comment("c").exclude(FlagCopyAction.UPDATE_ON) }
        launchDarkly.flags.configure(PROJECT, launchDarklyFlag("poster", "P") {
            variation("red").variation("blue").environment("test") { rollout { 50.percent to "red"; 50.percent to "blue" } }
        })
        checkNotNull(launchDarkly.flags.find(PROJECT, "poster"))
        launchDarkly.flags.archive(PROJECT, "poster")
        launchDarkly.flags.listAll(PROJECT) { state(FlagState.ARCHIVED) }.toList()
        launchDarkly.flags.restore(PROJECT, "poster")
        launchDarkly.flags.delete(PROJECT, "poster")
    }

    private suspend fun whereFlagsAre() {
        launchDarkly.flags.status(PROJECT, ENVIRONMENT, "layout")
        launchDarkly.flags.statuses(PROJECT, ENVIRONMENT)
        launchDarkly.flags.statusAcrossEnvironments(PROJECT, "layout", listOf("test", ENVIRONMENT))
        launchDarkly.flags.dependents(PROJECT, "banner")
        launchDarkly.flags.dependentsInEnvironment(PROJECT, "test", "banner")
        launchDarkly.flags.evaluate(PROJECT, "test") { context("user", "ann") { attribute("country", "ES") } }
        launchDarkly.flags.create(PROJECT, "move") { migration(4) }
        launchDarkly.flags.migrationSafetyIssues(PROJECT, "move", "test") { turnOn() }
    }

    private suspend fun expiringTargets() {
        val blue = launchDarkly.flags.get(PROJECT, "banner").variationId("blue")
        launchDarkly.flags.updateExpiringTargets(PROJECT, "banner", "test") {
            add("acme", blue, YEAR_2100, "device").add("zoe", blue, YEAR_2100)
        }
        launchDarkly.flags.expiringTargets(PROJECT, "banner", "test")
        launchDarkly.userTargets.updateExpiringOfFlag(PROJECT, "banner", "test") { add("ann", blue, YEAR_2100).add("zoe", blue, YEAR_2100) }
        launchDarkly.userTargets.expiringOfFlag(PROJECT, "banner", "test")
    }

    private suspend fun segments() {
        launchDarkly.segments.create(PROJECT, ENVIRONMENT, "beta", "Beta") {
            description("d").tags("t").include("user", "ann", "bob").include("device", "d1").exclude("user", "eve")
            rule { clause(attribute("country") eq "ES"); weight(50_000) }
        }
        launchDarkly.segments.fill(PROJECT, ENVIRONMENT, launchDarklySegment("beta", "Beta") { include("user", "ann", "bob", "carol") })
        launchDarkly.segments.update(PROJECT, ENVIRONMENT, "beta") { addExcludedTargets("user", "mallory").comment("c") }
        launchDarkly.segments.patchJson(PROJECT, ENVIRONMENT, "beta") { description("D") }
        launchDarkly.segments.patchJson(PROJECT, ENVIRONMENT, "beta") { description("e").comment("c").dryRun(true) }
        launchDarkly.segments.patchMerge(PROJECT, ENVIRONMENT, "beta") { tags("u").comment("c") }
        launchDarkly.segments.patchMerge(PROJECT, ENVIRONMENT, "beta") { name("Beta users") }
        launchDarkly.segments.listAll(PROJECT, ENVIRONMENT) { tags("u").sort(SegmentSort.NAME) }.toList()
        val red = launchDarkly.flags.get(PROJECT, "banner").variationId("Red")
        launchDarkly.flags.update(PROJECT, "banner") { inEnvironment(ENVIRONMENT) { addRule { clause(inSegment("beta")).serve(red) } } }
        launchDarkly.segments.get(PROJECT, ENVIRONMENT, "beta")
        launchDarkly.segments.evaluate(PROJECT, ENVIRONMENT) { context("user", "ann") { attribute("country", "ES") } }
        launchDarkly.segments.updateExpiringTargets(PROJECT, ENVIRONMENT, "beta") {
            add("d1", TargetType.INCLUDED, YEAR_2100, "device").add("nobody", TargetType.EXCLUDED, YEAR_2100)
        }
        launchDarkly.segments.expiringTargets(PROJECT, ENVIRONMENT, "beta")
        launchDarkly.userTargets.updateExpiringOfSegment(PROJECT, ENVIRONMENT, "beta") { add("ann", TargetType.INCLUDED, YEAR_2100) }
        launchDarkly.userTargets.expiringOfSegment(PROJECT, ENVIRONMENT, "beta")
    }

    private suspend fun bigSegments() {
        launchDarkly.segments.create(PROJECT, ENVIRONMENT, "big", "Big") { unbounded(true).include("user", "ann") }
        launchDarkly.segments.updateBigSegmentTargets(PROJECT, ENVIRONMENT, "big") { include("bob").exclude("eve") }
        launchDarkly.segments.bigSegmentTarget(PROJECT, ENVIRONMENT, "big", "bob")
        launchDarkly.userTargets.updateOfBigSegment(PROJECT, ENVIRONMENT, "big") { removeIncluded("bob") }
        launchDarkly.userTargets.ofBigSegment(PROJECT, ENVIRONMENT, "big", "eve")
        val csv = File.createTempFile("keys", ".csv").apply { deleteOnExit(); writeText("a\nb\n") }
        val import = launchDarkly.segments.createImport(PROJECT, ENVIRONMENT, "big", SegmentImportMode.REPLACE, csv)
        launchDarkly.segments.getImport(PROJECT, ENVIRONMENT, "big", import)
        val export = checkNotNull(launchDarkly.segments.createExport(PROJECT, ENVIRONMENT, "big"))
        launchDarkly.segments.getExport(PROJECT, ENVIRONMENT, "big", export)
        launchDarkly.segments.get(PROJECT, ENVIRONMENT, "big")
    }

    private suspend fun experiments() {
        launchDarkly.experimentationSettings.get(PROJECT)
        launchDarkly.experimentationSettings.replace(PROJECT) { randomizationUnit("user", default = true).randomizationUnit("device") }
        val flag = launchDarkly.flags.get(PROJECT, "layout")
        launchDarkly.experiments.create(PROJECT, ENVIRONMENT, "layout-test", "One page?") {
            hypothesis = "One page converts better"
            metric("done", primary = true).metric("paid").metricGroup("checkout")
            onFallthrough("layout", flag.version(ENVIRONMENT))
            treatment("One page", allocation = 50) { serves("layout", flag.variation("true")) }
            treatment("Classic", allocation = 50, baseline = true) { serves("layout", flag.variation("false")) }
        }
        launchDarkly.experiments.listAll(PROJECT, ENVIRONMENT) {
            metric("done").status(IterationStatus.NOT_STARTED).lifecycleState(LifecycleState.ACTIVE).expand(ExperimentField.TREATMENTS)
        }.toList()
        launchDarkly.experiments.update(PROJECT, ENVIRONMENT, "layout-test") {
            updateFields { update("hypothesis", "One page converts much better") }
            startIteration("launch")
        }
        launchDarkly.experiments.listAllAnyEnvironment(PROJECT) {
            flag("layout").lifecycleState(LifecycleState.ACTIVE, LifecycleState.ARCHIVED).expand(ExperimentField.TREATMENTS)
        }.toList()
    }

    private suspend fun legacyExperiments() {
        val flag = launchDarkly.flags.get(PROJECT, "layout")
        launchDarkly.experiments.createIteration(PROJECT, ENVIRONMENT, "layout-test") {
            hypothesis = "Again"
            metric("done", primary = true)
            onFallthrough("layout", flag.version(ENVIRONMENT))
            treatment("One page", allocation = 100, baseline = true) { serves("layout", flag.variation("true")) }
        }
        val iteration = launchDarkly.experiments.get(PROJECT, ENVIRONMENT, "layout-test").currentIteration?.id
        launchDarkly.experiments.results(PROJECT, ENVIRONMENT, "layout-test", "done") { traffic(true).iterationId(iteration) }
        launchDarkly.experiments.metricGroupResults(PROJECT, ENVIRONMENT, "layout-test", "checkout") { iterationId(iteration) }
        launchDarkly.experiments.legacyResults(PROJECT, "layout", ENVIRONMENT, "done") { from(0).to(YEAR_2100) }
        val whole = launchDarkly.experiments.get(PROJECT, ENVIRONMENT, "layout-test") {
            expand(
                ExperimentField.TREATMENTS, ExperimentField.DRAFT_ITERATION, ExperimentField.PREVIOUS_ITERATIONS,
                ExperimentField.SECONDARY_METRICS, ExperimentField.MUTABLE_FIELDS_BY_STATUS,
            )
        }
        launchDarkly.experiments.update(PROJECT, ENVIRONMENT, "layout-test") {
            stopIteration(whole.currentIteration?.treatments?.first()?.id, reason = "95 %")
        }
    }

    private suspend fun holdouts() {
        launchDarkly.holdouts.create(PROJECT, ENVIRONMENT, "q3", "Third quarter") {
            amount(5).randomizationUnit("user").metric("done", primary = true)
        }
        launchDarkly.holdouts.listAll(PROJECT, ENVIRONMENT).toList()
        launchDarkly.holdouts.get(PROJECT, ENVIRONMENT, "q3") { expand(HoldoutField.TREATMENTS) }
        val id = checkNotNull(launchDarkly.holdouts.find(PROJECT, ENVIRONMENT, "q3")?.id)
        launchDarkly.holdouts.getById(PROJECT, ENVIRONMENT, id)
        launchDarkly.holdouts.update(PROJECT, ENVIRONMENT, "q3") { rename("Q3") }
    }

    private suspend fun layers() {
        launchDarkly.layers.create(PROJECT, "checkout", "Check out", "d")
        checkNotNull(launchDarkly.layers.find(PROJECT, "checkout"))
        launchDarkly.layers.update(PROJECT, "checkout") { rename("Checkout") }
    }

    private suspend fun goodbye() {
        launchDarkly.segments.delete(PROJECT, ENVIRONMENT, "big")
        checkNotNull(launchDarkly.experiments.find(PROJECT, ENVIRONMENT, "layout-test"))
        launchDarkly.experiments.update(PROJECT, ENVIRONMENT, "layout-test") { archive() }
        launchDarkly.projects.delete(PROJECT)
    }
}
