package dev.tricolor.optimizely

import dev.tricolor.DocumentType
import dev.tricolor.survivesMutation
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import dev.tricolor.optimizely.classic.Audience as ClassicAudience
import dev.tricolor.optimizely.classic.Dimension as ClassicDimension
import dev.tricolor.optimizely.classic.Experiment as ClassicExperiment
import dev.tricolor.optimizely.classic.ExperimentResult as ClassicResult
import dev.tricolor.optimizely.classic.ExperimentStat as ClassicStat
import dev.tricolor.optimizely.classic.Goal as ClassicGoal
import dev.tricolor.optimizely.classic.Project as ClassicProject
import dev.tricolor.optimizely.classic.Schedule as ClassicSchedule
import dev.tricolor.optimizely.classic.UploadedList as ClassicUploadedList
import dev.tricolor.optimizely.classic.Variation as ClassicVariation

private const val TIMES = """"created":"2018-06-08T16:17:35.589410Z","last_modified":"2018-06-08T16:17:35.589410Z""""
private const val ITEM = """"id":1,"project_id":2,"key":"k","name":"n","description":"d","archived":false,$TIMES"""
private const val LIFT = """{"value":0.1,"value_scaled":0.1,"confidence_interval":[0.1,0.2],"confidence_interval_scaled":[0.1,0.2],
    "significance":0.9,"is_significant":true,"is_most_conclusive":true,"lift_status":"better",
    "visitors_remaining":5,"end_of_epoch":false}"""
private const val METRIC = """"aggregator":"sum","event_id":3,"field":"revenue","scope":"visitor","winning_direction":"increasing",
    "display_title":"t","time_window":"2d","metrics":[{"aggregator":"unique","event_id":4}],"event_properties":{"filter":
    {"combine_operator":"and","conditions":[{"name":"a","operator":"eq","type":"number","value":1}]}}"""
private const val RESULTS = """"experiment_id":1,"confidence_threshold":0.9,"start_time":"s","end_time":"e","is_stale":false,
    "stats_config":{"confidence_level":0.9,"difference_type":"relative","epoch_enabled":true}"""
private const val VARIANT = """"variation_id":"9","name":"v","experiment_id":1,"level":"variation","is_baseline":false"""
private const val NUMBERS = """"samples":10,"value":2,"rate":0.2,"variance":0.1,"lift":$LIFT"""
private const val OUTCOME = """"variation_id":"1","variation_name":"n","goal_id":2,"goal_name":"g","baseline_id":"3","begin_time":"b",
    "end_time":"e","visitors":853,"conversions":204,"conversion_rate":0.2,"status":"winner","improvement":0.1,"difference":0.1,
    "is_revenue":false,"revenue":1.5,"revenue_per_visitor":0.1"""

/** One of each that either API answers, with everything in it. */
private val WHOLES: Map<String, Pair<DocumentType<*>, String>> = mapOf(
    "project" to (
        Project to """{$ITEM,"account_id":3,"platform":"web","sdks":["java"],"status":"active","confidence_threshold":0.9,
            "is_classic":false,"is_flags_enabled":true,"dcp_service_id":4,"socket_token":"t","third_party_platform":"salesforce",
            "web_snippet":{"code_revision":1,"js_file_size":2,"enable_force_variation":true,"exclude_disabled_experiments":true,
            "exclude_names":true,"include_jquery":true,"ip_anonymization":true,"ip_filter":"f","library":"none",
            "project_javascript":"j"}}"""
        ),
    "attribute" to (Attribute to """{$ITEM,"condition_type":"custom_attribute"}"""),
    "event" to (
        Event to """{$ITEM,"event_type":"custom","category":"other","event_properties":[{"name":"p","data_type":"number"}],"page_id":5,
            "config":{"selector":"s"},"is_classic":false,"is_editable":true}"""
        ),
    "audience" to (
        Audience to """{$ITEM,"conditions":"[\"or\"]","segmentation":true,"is_classic":false,"for_journey":false,"experiment_count":1}"""
        ),
    "feature" to (
        Feature to """{$ITEM,"environments":{"Production":{"id":6,"is_primary":true,"rollout_rules":[{"enabled":true,
            "percentage_included":50,"audience_conditions":"everyone","audience_ids":[7],"variable_values":{"v":"1"}}]}},
            "variables":[{"id":8,"key":"v","type":"integer","default_value":"1","description":"d","archived":false}]}"""
        ),
    "environment" to (
        Environment to """{$ITEM,"is_primary":true,"has_restricted_permissions":false,"priority":1,"datafile":{"id":9,"url":"u",
            "other_urls":["o"],"sdk_key":"s","revision":10,"latest_file_size":11}}"""
        ),
    "group" to (Group to """{$ITEM,"entities":[{"id":12,"kind":"Experiment","weight":50}]}"""),
    "experiment" to (
        Experiment to """{$ITEM,"campaign_id":13,"type":"a/b","status":"running","environments":{"Production":{"status":"running"}},
            "traffic_allocation":50,"holdback":50,"allocation_policy":"manual","audience_conditions":"everyone","feature_id":14,
            "feature_key":"f","feature_name":"f","metrics":[{$METRIC}],"variations":[{"variation_id":15,"key":"a","name":"a",
            "description":"d","weight":50,"status":"active","archived":false,"feature_enabled":true,"variable_values":{"v":"1"},
            "actions":[{"page_id":16,"share_link":"s","changes":[{"id":"i","type":"custom_code","name":"n","selector":"s","value":"v"}]}]}],
            "whitelist":[{"user_id":"u","variation_id":15}],"page_ids":[17],"url_targeting":{"edit_url":"e","key":"k","conditions":"[]",
            "activation_type":"manual","activation_code":"c","page_id":18},"schedule":{"start_time":"s","stop_time":"s","time_zone":"UTC"},
            "changes":[{"type":"redirect"}],"multivariate_traffic_policy":"full_factorial","is_classic":false,
            "earliest":"e","latest":"l"}"""
        ),
    "results" to (
        ExperimentResults to """{$RESULTS,"reach":{"baseline_count":1,"baseline_reach":0.5,"treatment_count":1,"treatment_reach":0.5,
            "total_count":2,"variations":{"9":{"count":1,"name":"v","variation_id":"9","variation_reach":0.5}}},"metrics":[{$METRIC,
            "name":"n","conclusion":{"winner":"9","loser":"8"},"results":{"9":{$VARIANT,$NUMBERS,"total_increase":$LIFT}}}]}"""
        ),
    "time series" to (
        ExperimentTimeseries to """{$RESULTS,"metrics":[{$METRIC,"name":"n",
            "results":{"9":{$VARIANT,"timeseries":[{"time":"t",$NUMBERS}]}}}]}"""
        ),
    "report" to (ExperimentReport to """{"experiment_id":1,"start_time":"s","end_time":"e","inferred_outcome":"winner"}"""),
    "summary" to (
        ExperimentSummary to """{$ITEM,"project_name":"p","type":"experiment","experiment_type":"a/b","status":"running"}"""
        ),
    "share link" to (ResultsShareLink to """{"url":"u"}"""),
    "classic project" to (
        ClassicProject to """{"id":1,"account_id":2,"code_revision":3,"project_name":"p","project_status":"Active",$TIMES,
            "library":"none","include_jquery":true,"js_file_size":4,"project_javascript":"j","enable_force_variation":false,
            "exclude_disabled_experiments":false,"exclude_names":true,"ip_anonymization":false,"ip_filter":"","socket_token":"s",
            "dcp_service_id":5}"""
        ),
    "classic experiment" to (
        ClassicExperiment to """{$ITEM,"details":"d","edit_url":"e","status":"Running","audience_ids":[1],"variation_ids":[2],
            "percentage_included":50,"display_goal_order_lst":[3],"primary_goal_id":4,"activation_mode":"manual","conditional_code":"c",
            "custom_css":"c","custom_js":"j","experiment_type":"ab","is_multivariate":false,"shareable_results_link":"l",
            "url_conditions":[{"index":1,"match_type":"simple","value":"v","negate":true,$TIMES}]}"""
        ),
    "classic schedule" to (
        ClassicSchedule to """{"id":1,"experiment_id":2,"status":"ACTIVE","start_time":"2015-01-01T08:00:00Z","stop_time":"s"}"""
        ),
    "classic variation" to (
        ClassicVariation to """{$ITEM,"experiment_id":3,"section_id":4,"weight":50,"is_paused":false,"js_component":"j"}"""
        ),
    "classic goal" to (
        ClassicGoal to """{$ITEM,"title":"t","goal_type":1,"experiment_ids":[1],"addable":true,"is_editable":true,"event":"e",
            "selector":"s","target_to_experiments":true,"target_urls":["u"],"target_url_match_types":[1],"urls":["u"],
            "url_match_types":[4]}"""
        ),
    "classic audience" to (ClassicAudience to """{$ITEM,"conditions":"[]","segmentation":true}"""),
    "classic dimension" to (ClassicDimension to """{$ITEM,"client_api_name":"c"}"""),
    "classic list" to (
        ClassicUploadedList to """{$ITEM,"account_id":1,"list_type":2,"key_fields":"k","format":"csv"}"""
        ),
    "classic result" to (ClassicResult to """{$OUTCOME,"confidence":0.9}"""),
    "classic stat" to (
        ClassicStat to """{$OUTCOME,"statistical_significance":0.9,"difference_confidence_interval_min":0.1,
            "difference_confidence_interval_max":0.2,"visitors_until_statistically_significant":100,"visitors_until_significance":100}"""
        ),
)

/** By what one thing is told from another: nothing else must be there. */
private val IDENTIFYING = setOf("id", "variation_id", "name")

/** Shares of 10,000, places in a list, and the numbers of kinds. */
private val SMALL = setOf("weight", "percentage_included", "traffic_allocation", "holdback", "index", "goal_type", "list_type")

internal class RepliesSpec : FunSpec({
    context("a reply that is not as documented") {
        withData(nameFn = { it }, WHOLES.keys) { name ->
            val (type, text) = WHOLES.getValue(name)
            type.survivesMutation(Json.parseToJsonElement(text).jsonObject, IDENTIFYING, SMALL)
        }
    }
})
