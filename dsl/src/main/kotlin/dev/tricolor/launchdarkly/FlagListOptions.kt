package dev.tricolor.launchdarkly

import dev.tricolor.OpenEnum

/** Whether a flag is meant to go some day. */
public class FlagType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** It is. */
        @JvmField public val TEMPORARY: FlagType = FlagType("temporary")

        /** It is here to stay. */
        @JvmField public val PERMANENT: FlagType = FlagType("permanent")

        /** The type that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): FlagType = FlagType(value)
    }
}

/** Where a flag is in its life. */
public class FlagState private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Neither deprecated nor archived. */
        @JvmField public val LIVE: FlagState = FlagState("live")

        /** No longer to be used. */
        @JvmField public val DEPRECATED: FlagState = FlagState("deprecated")

        /** In the archive. */
        @JvmField public val ARCHIVED: FlagState = FlagState("archived")

        /** The state that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): FlagState = FlagState(value)
    }
}

/** Which SDKs may have a flag. */
public class SdkAvailability private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Those in browsers. */
        @JvmField public val CLIENT: SdkAvailability = SdkAvailability("client")

        /** Those on mobile devices. */
        @JvmField public val MOBILE: SdkAvailability = SdkAvailability("mobile")

        /** Those in browsers or on mobile devices. */
        @JvmField public val ANY_CLIENT: SdkAvailability = SdkAvailability("anyClient")

        /** Those on servers only. */
        @JvmField public val SERVER: SdkAvailability = SdkAvailability("server")

        /** The SDKs that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): SdkAvailability = SdkAvailability(value)
    }
}

/** What flags can be sorted by. */
public class FlagSort private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** When they were created. */
        @JvmField public val CREATION_DATE: FlagSort = FlagSort("creationDate")

        /** Their keys. */
        @JvmField public val KEY: FlagSort = FlagSort("key")

        /** The members who maintain them. */
        @JvmField public val MAINTAINER_ID: FlagSort = FlagSort("maintainerId")

        /** Their names. */
        @JvmField public val NAME: FlagSort = FlagSort("name")

        /** Their tags. */
        @JvmField public val TAGS: FlagSort = FlagSort("tags")

        /** When they were last changed in the one environment that the list is asked for. */
        @JvmField public val TARGETING_MODIFIED_DATE: FlagSort = FlagSort("targetingModifiedDate")

        /** Whether they are meant to go. */
        @JvmField public val TYPE: FlagSort = FlagSort("type")

        /** The field that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): FlagSort = FlagSort(value)
    }
}

/** What is shown of flags only where it is asked for. */
public class FlagField private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Where code refers to them; in lists only. */
        @JvmField public val CODE_REFERENCES: FlagField = FlagField("codeReferences")

        /** For which kinds of context they were evaluated. */
        @JvmField public val EVALUATION: FlagField = FlagField("evaluation")

        /** How migration flags migrate. */
        @JvmField public val MIGRATION_SETTINGS: FlagField = FlagField("migrationSettings")

        /** The field that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): FlagField = FlagField(value)
    }
}
