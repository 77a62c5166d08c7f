package dev.tricolor.benchmark

private const val FLAGS = 5_000
private const val AUDIENCES = 200
private const val VARIABLES = 4

/**
 * 10,000 experiments of three variations: of 5,000 flags, each with four variables and a rollout of two rules, or of no flag at all, as in
 * legacy projects.
 */
internal fun largeDatafile(kind: String): String = buildString {
    val flags = if (kind == "flags") FLAGS else 0
    append("""{"version":"4","accountId":"10367498574","projectId":"20410805626","revision":"4711","sdkKey":"4g5hXBrMPLRkGTfKGQFVp",""")
    append(""""environmentKey":"production","anonymizeIP":true,"botFiltering":false,"groups":[],"events":[""")
    each(100) { append("""{"id":"205$it","key":"event_$it","experimentIds":["${experimentId(it, 0)}"]}""") }
    append("""],"attributes":[""")
    each(50) { append("""{"id":"206$it","key":"attribute_$it"}""") }
    append("""],"audiences":[],"typedAudiences":[""")
    each(AUDIENCES) {
        append("""{"id":"${audienceId(it)}","name":"Audience number $it","conditions":["and",["or",["or",{"match":"exact",""")
        append(""""name":"attribute_${it % 50}","type":"custom_attribute","value":"value $it"}]]]}""")
    }
    append("""],"featureFlags":[""")
    each(flags, ::flag)
    append("""],"rollouts":[""")
    each(flags) { flag ->
        append("""{"id":"rollout-$flag-30000000","experiments":[""")
        each(2) { rule -> experiment("default-rollout-$flag-$rule-30000000", "rollout_rule_${flag}_$rule", flag, variations = 1) }
        append("]}")
    }
    append("""],"experiments":[""")
    each(FLAGS * 2) { experiment(experimentId(it / 2, it % 2), "experiment_${it / 2}_${it % 2}", it / 2, variations = 3) }
    append("]}")
}

private fun StringBuilder.flag(flag: Int) {
    append("""{"id":"${20_000_000_000 + flag}","key":"feature_flag_$flag","rolloutId":"rollout-$flag-30000000","experimentIds":[""")
    append(""""${experimentId(flag, 0)}","${experimentId(flag, 1)}"],"variables":[""")
    each(VARIABLES) {
        append("""{"id":"${variableId(flag, it)}","key":"variable_$it","type":"string","defaultValue":"default value $it"}""")
    }
    append("]}")
}

private fun StringBuilder.experiment(id: String, key: String, flag: Int, variations: Int) {
    val audiences = """"${audienceId(flag)}","${audienceId(flag + 1)}""""
    append("""{"id":"$id","key":"$key","status":"Running","layerId":"layer-$id","audienceIds":[$audiences],""")
    append(""""audienceConditions":["or",$audiences],"forcedVariations":{},"trafficAllocation":[""")
    each(variations) { append("""{"entityId":"$id-$it","endOfRange":${10_000 / variations * (it + 1)}}""") }
    append("""],"variations":[""")
    each(variations) {
        append("""{"id":"$id-$it","key":"variation_$it","featureEnabled":${it > 0},"variables":[""")
        append("""{"id":"${variableId(flag, it)}","value":"value of variation $it"}]}""")
    }
    append("]}")
}

private fun experimentId(flag: Int, index: Int) = "${9_300_000_000_000 + flag * 2 + index}"

private fun audienceId(index: Int) = "${20_600_000_000 + index % AUDIENCES}"

private fun variableId(flag: Int, index: Int) = "${40_000_000_000 + flag * VARIABLES + index}"

private fun StringBuilder.each(count: Int, one: (Int) -> Unit) = repeat(count) {
    if (it > 0) append(',')
    one(it)
}
