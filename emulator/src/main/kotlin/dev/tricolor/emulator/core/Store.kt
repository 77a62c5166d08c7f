package dev.tricolor.emulator.core

import kotlinx.serialization.json.JsonObject

/** Something the emulator keeps: the vendor's JSON, and whatever a subclass hangs on it. */
internal open class Resource(json: JsonObject) {
    var json: JsonObject = json
        internal set

    open val id: String get() = checkNotNull(json.text("id"))

    /** What else it is addressed by; unique within its store. */
    open val name: String get() = checkNotNull(json.text("name"))
}

/**
 * Resources in the order of their creation, found by id or by name in constant time. As a list it can be paged without
 * copying. [kind] is the word for one of them in error messages.
 */
internal class Store<T : Resource>(private val kind: String) : AbstractList<T>() {
    private val order = ArrayList<T>()
    private val byId = HashMap<String, T>()
    private val byName = HashMap<String, T>()

    override val size: Int get() = order.size

    override fun get(index: Int): T = order[index]

    fun find(idOrName: String): T? = byId[idOrName] ?: byName[idOrName]

    fun withId(id: String): T? = byId[id]

    /** The one that is meant, or 404. */
    fun require(idOrName: String): T = find(idOrName) ?: missing(idOrName)

    fun requireId(id: String): T = byId[id] ?: missing(id)

    /** Adds [item], or refuses with 409 when its name is taken. */
    fun add(item: T): T {
        if (item.name in byName) taken(item.name)
        order += item
        byId[item.id] = item
        byName[item.name] = item
        return item
    }

    /** Gives [item] new contents, or refuses with 409 when that takes the name of another. */
    fun update(item: T, json: JsonObject): T {
        val before = item.json
        val former = item.name
        item.json = json
        val name = item.name
        if (byName[name].let { it != null && it !== item }) {
            item.json = before
            taken(name)
        }
        byName.remove(former)
        byName[name] = item
        return item
    }

    fun remove(item: T) {
        order.remove(item)
        byId.remove(item.id)
        byName.remove(item.name)
    }

    private fun missing(asked: String): Nothing = refuse(404, "Could not find $kind $asked")

    private fun taken(name: String): Nothing = refuse(409, "A $kind named '$name' already exists")
}
