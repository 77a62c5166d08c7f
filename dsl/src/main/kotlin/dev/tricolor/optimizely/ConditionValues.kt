package dev.tricolor.optimizely

import dev.tricolor.OpenEnum

/** Browsers that a condition can tell. */
public class BrowserVersion private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Google Chrome. */
        @JvmField public val CHROME: BrowserVersion = BrowserVersion("gc")

        /** Firefox, any version. */
        @JvmField public val FIREFOX: BrowserVersion = BrowserVersion("ff")

        /** Internet Explorer, any version. */
        @JvmField public val INTERNET_EXPLORER: BrowserVersion = BrowserVersion("ie")

        /** Internet Explorer 8. */
        @JvmField public val INTERNET_EXPLORER_8: BrowserVersion = BrowserVersion("ie8")

        /** Internet Explorer 9. */
        @JvmField public val INTERNET_EXPLORER_9: BrowserVersion = BrowserVersion("ie9")

        /** Internet Explorer 10. */
        @JvmField public val INTERNET_EXPLORER_10: BrowserVersion = BrowserVersion("ie10")

        /** Internet Explorer 11. */
        @JvmField public val INTERNET_EXPLORER_11: BrowserVersion = BrowserVersion("ie11")

        /** Opera. */
        @JvmField public val OPERA: BrowserVersion = BrowserVersion("opera")

        /** Safari, any version. */
        @JvmField public val SAFARI: BrowserVersion = BrowserVersion("safari")

        /** Safari 6. */
        @JvmField public val SAFARI_6: BrowserVersion = BrowserVersion("safari6")

        /** Safari 7. */
        @JvmField public val SAFARI_7: BrowserVersion = BrowserVersion("safari7")

        /** Safari 8. */
        @JvmField public val SAFARI_8: BrowserVersion = BrowserVersion("safari8")

        /** UC Browser. */
        @JvmField public val UC_BROWSER: BrowserVersion = BrowserVersion("ucbrowser")

        /** The one spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): BrowserVersion = BrowserVersion(value)
    }
}

/** Kinds of device that a visitor can have. */
public class VisitorDevice private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** A desktop computer or laptop. */
        @JvmField public val DESKTOP: VisitorDevice = VisitorDevice("desktop")

        /** An iPad. */
        @JvmField public val IPAD: VisitorDevice = VisitorDevice("ipad")

        /** An iPhone. */
        @JvmField public val IPHONE: VisitorDevice = VisitorDevice("iphone")

        /** Another mobile phone. */
        @JvmField public val MOBILE: VisitorDevice = VisitorDevice("mobile")

        /** Another tablet. */
        @JvmField public val TABLET: VisitorDevice = VisitorDevice("tablet")

        /** The one spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): VisitorDevice = VisitorDevice(value)
    }
}

/** Operating systems that a condition can tell. */
public class VisitorPlatform private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Any of a mobile device. */
        @JvmField public val MOBILE: VisitorPlatform = VisitorPlatform("mobile")

        /** Any of a desktop computer. */
        @JvmField public val DESKTOP: VisitorPlatform = VisitorPlatform("desktop")

        /** iOS, any version. */
        @JvmField public val IOS: VisitorPlatform = VisitorPlatform("ios")

        /** iOS 6. */
        @JvmField public val IOS_6: VisitorPlatform = VisitorPlatform("ios_6")

        /** iOS 7. */
        @JvmField public val IOS_7: VisitorPlatform = VisitorPlatform("ios_7")

        /** iOS 8. */
        @JvmField public val IOS_8: VisitorPlatform = VisitorPlatform("ios_8")

        /** Android, any version. */
        @JvmField public val ANDROID: VisitorPlatform = VisitorPlatform("android")

        /** Android 2.3. */
        @JvmField public val ANDROID_2_3: VisitorPlatform = VisitorPlatform("android_2.3")

        /** Android 4.0. */
        @JvmField public val ANDROID_4: VisitorPlatform = VisitorPlatform("android_4")

        /** Android 4.1 to 4.3. */
        @JvmField public val ANDROID_4_1_TO_4_3: VisitorPlatform = VisitorPlatform("android_4.1_4.3")

        /** Android 4.4. */
        @JvmField public val ANDROID_4_4: VisitorPlatform = VisitorPlatform("android_4.4")

        /** Android 5. */
        @JvmField public val ANDROID_5: VisitorPlatform = VisitorPlatform("android_5")

        /** Windows Phone. */
        @JvmField public val WINDOWS_PHONE: VisitorPlatform = VisitorPlatform("windows phone")

        /** BlackBerry. */
        @JvmField public val BLACKBERRY: VisitorPlatform = VisitorPlatform("blackberry")

        /** Windows, any version for desktops. */
        @JvmField public val WINDOWS: VisitorPlatform = VisitorPlatform("windows")

        /** Windows 7. */
        @JvmField public val WINDOWS_7: VisitorPlatform = VisitorPlatform("windows_7")

        /** Windows 8. */
        @JvmField public val WINDOWS_8: VisitorPlatform = VisitorPlatform("windows_8")

        /** Windows 8.1. */
        @JvmField public val WINDOWS_8_1: VisitorPlatform = VisitorPlatform("windows_8.1")

        /** macOS, any version. */
        @JvmField public val MAC_OS: VisitorPlatform = VisitorPlatform("mac os")

        /** Mac OS X 10.6. */
        @JvmField public val MAC_OS_10_6: VisitorPlatform = VisitorPlatform("mac os_10.6")

        /** Mac OS X 10.7. */
        @JvmField public val MAC_OS_10_7: VisitorPlatform = VisitorPlatform("mac os_10.7")

        /** Mac OS X 10.8. */
        @JvmField public val MAC_OS_10_8: VisitorPlatform = VisitorPlatform("mac os_10.8")

        /** Mac OS X 10.9. */
        @JvmField public val MAC_OS_10_9: VisitorPlatform = VisitorPlatform("mac os_10.9")

        /** Mac OS X 10.10. */
        @JvmField public val MAC_OS_10_10: VisitorPlatform = VisitorPlatform("mac os_10.10")

        /** Linux. */
        @JvmField public val LINUX: VisitorPlatform = VisitorPlatform("linux")

        /** The one spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): VisitorPlatform = VisitorPlatform(value)
    }
}

/** Ways that a visitor can come. */
public class TrafficSource private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Without a link. */
        @JvmField public val DIRECT: TrafficSource = TrafficSource("direct")

        /** From a search engine. */
        @JvmField public val SEARCH: TrafficSource = TrafficSource("search")

        /** From another site. */
        @JvmField public val REFERRAL: TrafficSource = TrafficSource("referral")

        /** From a campaign. */
        @JvmField public val CAMPAIGN: TrafficSource = TrafficSource("campaign")

        /** The one spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): TrafficSource = TrafficSource(value)
    }
}

/** Days of the week. */
public class Weekday private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Monday. */
        @JvmField public val MONDAY: Weekday = Weekday("monday")

        /** Tuesday. */
        @JvmField public val TUESDAY: Weekday = Weekday("tuesday")

        /** Wednesday. */
        @JvmField public val WEDNESDAY: Weekday = Weekday("wednesday")

        /** Thursday. */
        @JvmField public val THURSDAY: Weekday = Weekday("thursday")

        /** Friday. */
        @JvmField public val FRIDAY: Weekday = Weekday("friday")

        /** Saturday. */
        @JvmField public val SATURDAY: Weekday = Weekday("saturday")

        /** Sunday. */
        @JvmField public val SUNDAY: Weekday = Weekday("sunday")

        /** The one spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): Weekday = Weekday(value)
    }
}
