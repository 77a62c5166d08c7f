package dev.tricolor.optimizely;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Custom attributes: what programs tell of a visitor, for audiences to be made of.
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/attributes">Attributes</a>
 */
public final class AttributesAsyncApi {
    private final AttributesApi attributes;
    private final Futures futures;

    AttributesAsyncApi(AttributesApi attributes, Futures futures) {
        this.attributes = attributes;
        this.futures = futures;
    }

    /** Lists a project's attributes, archived ones too, in pages of at most 100. */
    public CompletableFuture<AsyncPage<Attribute>> list(long projectId) {
        return list(projectId, query -> {});
    }

    /**
     * Lists a project's attributes, archived ones too, in pages as {@code query} says.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<AsyncPage<Attribute>> list(long projectId, Block<PageQuery> query) {
        return futures.page(c -> attributes.list(projectId, query, c));
    }

    /** Hands all of a project's attributes, archived ones too, to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Consumer<? super Attribute> each) {
        return listAll(projectId, query -> {}, each);
    }

    /** Hands the attributes that {@code query} says to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Block<PageQuery> query, Consumer<? super Attribute> each) {
        return futures.each(attributes.listAll(projectId, query), each);
    }

    /** Finds the attribute of this key, archived or not; null when the project has none. */
    public CompletableFuture<@Nullable Attribute> find(long projectId, String key) {
        return futures.of(c -> attributes.find(projectId, key, c));
    }

    /**
     * Gets an attribute.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such attribute (404), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not see it (403)
     */
    public CompletableFuture<Attribute> get(long attributeId) {
        return futures.of(c -> attributes.get(attributeId, c));
    }

    /** Creates an attribute of which nothing but its key is said: {@link #create(long, String, Block)}. */
    public CompletableFuture<Attribute> create(long projectId, String key) {
        return create(projectId, key, attribute -> {});
    }

    /**
     * Creates an attribute.
     *
     * @param key what programs name it by: at most 64 letters, digits, spaces, {@code _}, {@code -} and {@code .}
     * @return fails with {@link dev.tricolor.BadRequestException} if the project has the key already, or is none (400)
     */
    public CompletableFuture<Attribute> create(long projectId, String key, Block<AttributeBuilder> block) {
        return futures.of(c -> attributes.create(projectId, key, block, c));
    }

    /**
     * Changes what {@code block} says; the rest stays as it is.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such attribute (404), with
     *     {@link dev.tricolor.BadRequestException} if a change does not fit, or the project has the new key already (400)
     */
    public CompletableFuture<Attribute> update(long attributeId, Block<AttributeUpdateBuilder> block) {
        return futures.of(c -> attributes.update(attributeId, block, c));
    }

    /**
     * Puts an attribute away. Optimizely's {@code DELETE} does no more than that: an update to {@code archived(false)} takes it back.
     * Harmless when repeated.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such attribute (404)
     */
    public CompletableFuture<@Nullable Void> archive(long attributeId) {
        return futures.done(c -> attributes.archive(attributeId, c));
    }
}
