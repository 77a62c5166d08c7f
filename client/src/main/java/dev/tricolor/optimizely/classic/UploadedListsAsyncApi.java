package dev.tricolor.optimizely.classic;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Uploaded lists of visitors ({@code targeting_lists}), for audiences to be made of. Only some accounts have them. */
public final class UploadedListsAsyncApi {
    private final UploadedListsApi lists;
    private final Futures futures;

    UploadedListsAsyncApi(UploadedListsApi lists, Futures futures) {
        this.lists = lists;
        this.futures = futures;
    }

    /**
     * Lists the uploaded lists of a project: all of them, on one page.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, or the token may not see it (404)
     */
    public CompletableFuture<AsyncPage<UploadedList>> list(long projectId) {
        return futures.page(c -> lists.list(projectId, c));
    }

    /** Hands the uploaded lists of a project to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Consumer<? super UploadedList> each) {
        return futures.each(lists.listAll(projectId), each);
    }

    /** Gets an uploaded list; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable UploadedList> find(long listId) {
        return futures.of(c -> lists.find(listId, c));
    }

    /**
     * Gets an uploaded list.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such uploaded list, or the token may not see it (404)
     */
    public CompletableFuture<UploadedList> get(long listId) {
        return futures.of(c -> lists.get(listId, c));
    }

    /**
     * Gets several uploaded lists, a few at a time, in the order of their ids here; none for no ids.
     *
     * @return fails with {@link MissingIdsException} if there are none with some of the ids; it has the others
     */
    public CompletableFuture<List<UploadedList>> getAll(Collection<Long> listIds) {
        return futures.of(c -> lists.getAll(listIds, c));
    }

    /** Uploads a list without a description: {@link #create(long, String, UploadedListType, String, String, Block)}. */
    public CompletableFuture<UploadedList> create(
        long projectId,
        String name,
        UploadedListType listType,
        String keyFields,
        String listContent
    ) {
        return create(projectId, name, listType, keyFields, listContent, b -> {});
    }

    /**
     * Uploads a list.
     *
     * @param name letters, digits, hyphens and underscores; unique among the audiences and lists of the project
     * @param listType how visitors are known
     * @param keyFields the names of the cookies, or of the query parameters, that they are known by, separated by commas
     * @param listContent their values, separated by commas, at most 5 MB
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with it (400)
     */
    public CompletableFuture<UploadedList> create(
        long projectId,
        String name,
        UploadedListType listType,
        String keyFields,
        String listContent,
        Block<UploadedListBuilder> block
    ) {
        return futures.of(c -> lists.create(projectId, name, listType, keyFields, listContent, block, c));
    }

    /** Uploads a list in the place of another: {@link #replace(long, String, UploadedListType, String, String, Block)}. */
    public CompletableFuture<UploadedList> replace(
        long listId,
        String name,
        UploadedListType listType,
        String keyFields,
        String listContent
    ) {
        return replace(listId, name, listType, keyFields, listContent, b -> {});
    }

    /**
     * Uploads a list in the place of another, whole: there is no other way of changing one.
     *
     * @param name that of the list, which cannot be changed
     * @param listType how visitors are known
     * @param keyFields the names of the cookies, or of the query parameters, that they are known by, separated by commas
     * @param listContent their values, separated by commas, at most 5 MB
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such list, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if the name is another, or Optimizely finds something else wrong with it (400)
     */
    public CompletableFuture<UploadedList> replace(
        long listId,
        String name,
        UploadedListType listType,
        String keyFields,
        String listContent,
        Block<UploadedListBuilder> block
    ) {
        return futures.of(c -> lists.replace(listId, name, listType, keyFields, listContent, block, c));
    }

    /**
     * Deletes an uploaded list for good.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such uploaded list, or the token may not see it (404)
     */
    public CompletableFuture<@Nullable Void> delete(long listId) {
        return futures.done(c -> lists.delete(listId, c));
    }
}
