package dev.tricolor.optimizely.classic

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object UploadedListEndpoints : ClassicEndpoints() {
    val list = list("projects/{projectId}/targeting_lists", UploadedList)
    val get = get("targeting_lists/{listId}", UploadedList)
    val create = post("projects/{projectId}/targeting_lists", UploadedList)
    val replace = put("targeting_lists/{listId}", UploadedList)
    val delete = delete("targeting_lists/{listId}")
}

/** Uploaded lists of visitors (`targeting_lists`), for audiences to be made of. Only some accounts have them. */
public class UploadedListsApi internal constructor(private val call: Executor) {
    /**
     * Lists the uploaded lists of a project: all of them, on one page.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, or the token may not see it (404)
     */
    public suspend fun list(projectId: Long): Page<UploadedList> = call.page(UploadedListEndpoints.list(projectId))

    /** Lists the uploaded lists of a project. */
    public fun listAll(projectId: Long): Flow<UploadedList> = flowOfPages { list(projectId) }

    /** Gets an uploaded list; null when there is none, or the token may not see it. */
    public suspend fun find(listId: Long): UploadedList? = orNull { get(listId) }

    /**
     * Gets what is known of an uploaded list; who is on it cannot be read.
     *
     * @throws dev.tricolor.NotFoundException if there is no such list, or the token may not see it (404)
     */
    public suspend fun get(listId: Long): UploadedList = call(UploadedListEndpoints.get(listId))

    /**
     * Gets several uploaded lists, a few at a time, in the order of their ids here; none for no ids.
     *
     * @throws MissingIdsException if there are none with some of the ids; it has the others
     */
    public suspend fun getAll(listIds: Collection<Long>): List<UploadedList> = manyById("uploaded lists", listIds, ::get)

    /**
     * Uploads a list.
     *
     * @param name letters, digits, hyphens and underscores; unique among the audiences and lists of the project
     * @param listType how visitors are known
     * @param keyFields the names of the cookies, or of the query parameters, that they are known by, separated by commas
     * @param listContent their values, separated by commas, at most 5 MB
     * @throws dev.tricolor.NotFoundException if there is no such project, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with it (400)
     */
    public suspend fun create(
        projectId: Long,
        name: String,
        listType: UploadedListType,
        keyFields: String,
        listContent: String,
        block: Block<UploadedListBuilder> = Block {},
    ): UploadedList =
        call(UploadedListEndpoints.create(projectId).body(UploadedListBuilder(name, listType, keyFields, listContent), block))

    /**
     * Uploads a list in the place of another, whole: there is no other way of changing one.
     *
     * @param name that of the list, which cannot be changed
     * @param listType how visitors are known
     * @param keyFields the names of the cookies, or of the query parameters, that they are known by, separated by commas
     * @param listContent their values, separated by commas, at most 5 MB
     * @throws dev.tricolor.NotFoundException if there is no such list, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if the name is another, or Optimizely finds something else wrong with it (400)
     */
    public suspend fun replace(
        listId: Long,
        name: String,
        listType: UploadedListType,
        keyFields: String,
        listContent: String,
        block: Block<UploadedListBuilder> = Block {},
    ): UploadedList =
        call(UploadedListEndpoints.replace(listId).body(UploadedListBuilder(name, listType, keyFields, listContent), block))

    /**
     * Deletes an uploaded list for good.
     *
     * @throws dev.tricolor.NotFoundException if there is no such list, or the token may not see it (404)
     */
    public suspend fun delete(listId: Long): Unit = call(UploadedListEndpoints.delete(listId))
}
