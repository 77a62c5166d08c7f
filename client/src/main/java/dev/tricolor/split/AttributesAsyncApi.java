package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.io.File;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a traffic type: what can be known of its keys, and is offered where rules are written.
 *
 * <p>The traffic type is said by its id; its name does not do.
 *
 * @see <a href="https://docs.split.io/reference/attributes-overview">Attributes</a>
 */
public final class AttributesAsyncApi {
    private final AttributesApi attributes;
    private final Futures futures;

    AttributesAsyncApi(AttributesApi attributes, Futures futures) {
        this.attributes = attributes;
        this.futures = futures;
    }

    /** Lists the attributes of a traffic type, in pages of at most 200: {@link #list(String, String, Block)}. */
    public CompletableFuture<AsyncPage<Attribute>> list(String workspaceId, String trafficTypeId) {
        return list(workspaceId, trafficTypeId, query -> {});
    }

    /**
     * Lists the attributes of a traffic type, in pages as {@code query} says, of at most 200.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such workspace or traffic type (404)
     */
    public CompletableFuture<AsyncPage<Attribute>> list(String workspaceId, String trafficTypeId, Block<AttributeQuery> query) {
        return futures.page(c -> attributes.list(workspaceId, trafficTypeId, query, c));
    }

    /** Hands all attributes of a traffic type to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String workspaceId, String trafficTypeId, Consumer<? super Attribute> each) {
        return listAll(workspaceId, trafficTypeId, query -> {}, each);
    }

    /** Hands the attributes of a traffic type, those that {@code query} says, to {@code each}; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(
        String workspaceId, String trafficTypeId, Block<AttributeQuery> query, Consumer<? super Attribute> each) {
        return futures.each(attributes.listAll(workspaceId, trafficTypeId, query), each);
    }

    /**
     * Lists all attributes of a traffic type in one piece, which Split has deprecated: prefer {@link #listAll(String, String, Consumer)}.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such workspace or traffic type (404)
     */
    public CompletableFuture<List<Attribute>> listUnpaged(String workspaceId, String trafficTypeId) {
        return futures.of(c -> attributes.listUnpaged(workspaceId, trafficTypeId, c));
    }

    /**
     * Finds an attribute by its id; null when there is none. Split has no way to read a single one: this reads the list up to it.
     */
    public CompletableFuture<@Nullable Attribute> find(String workspaceId, String trafficTypeId, String attributeId) {
        return futures.of(c -> attributes.find(workspaceId, trafficTypeId, attributeId, c));
    }

    /** Saves an attribute that has no more than an id: {@link #save(String, String, String, Block)}. */
    public CompletableFuture<Attribute> save(String workspaceId, String trafficTypeId, String attributeId) {
        return save(workspaceId, trafficTypeId, attributeId, attribute -> {});
    }

    /**
     * Creates an attribute, or overwrites the one of that id completely: what {@code block} does not say is removed. {@link #update} changes
     * only what is said, {@link #edit} starts from what is there.
     *
     * @param attributeId a letter, then letters, digits, {@code -} and {@code _}; at most 200 characters, and unique in the traffic type
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if it breaks a rule of Split's that is known here; with {@link
     *     dev.tricolor.BadRequestException} if it breaks another, or Split does not know the data type (400); with {@link
     *     dev.tricolor.NotFoundException} if there is no such workspace or traffic type (404)
     * @see <a href="https://docs.split.io/reference/save-attribute">Save attribute</a>
     */
    public CompletableFuture<Attribute> save(
        String workspaceId, String trafficTypeId, String attributeId, Block<AttributeBuilder> block) {
        return futures.of(c -> attributes.save(workspaceId, trafficTypeId, attributeId, block, c));
    }

    /**
     * Creates an attribute, or overwrites the one of that id completely, by one that was read, here or of another traffic type. Everything
     * that was read is sent, known to Tricolor or not.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if it breaks a rule of Split's (400); with {@link
     *     dev.tricolor.NotFoundException} if there is no such workspace or traffic type (404)
     * @see <a href="https://docs.split.io/reference/save-attribute">Save attribute</a>
     */
    public CompletableFuture<Attribute> save(String workspaceId, String trafficTypeId, Attribute attribute) {
        return futures.of(c -> attributes.save(workspaceId, trafficTypeId, attribute, c));
    }

    /**
     * Changes only what {@code block} says: what is not said stays, what is said to be null is removed.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if nothing is said, or it breaks a rule of Split's that is known here;
     *     with {@link dev.tricolor.BadRequestException} if it breaks another, or Split does not know the data type (400); with {@link
     *     dev.tricolor.NotFoundException} if there is no such attribute (404)
     */
    public CompletableFuture<Attribute> update(
        String workspaceId, String trafficTypeId, String attributeId, Block<UpdateAttributeBuilder> block) {
        return futures.of(c -> attributes.update(workspaceId, trafficTypeId, attributeId, block, c));
    }

    /**
     * Reads an attribute, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * <p>When {@code block} changes nothing, nothing is written and the attribute that was read is returned. Split has no way to tell
     * whether someone else has written in between: the last one to write wins.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if the changes make it one that cannot work, and nothing is written;
     *     with {@link dev.tricolor.NotFoundException} if there is no such attribute (404, also where Split answers with a list without it)
     */
    public CompletableFuture<Attribute> edit(
        String workspaceId, String trafficTypeId, String attributeId, Block<AttributeBuilder> block) {
        return futures.of(c -> attributes.edit(workspaceId, trafficTypeId, attributeId, block, c));
    }

    /**
     * Saves several attributes in one request, as {@link #save(String, String, String, Block)} does with each. All of them are saved, or
     * none.
     *
     * @param block adds the attributes, new ones, ones that were read, or JSON; each id comes once
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if nothing was added, an id comes twice, or an attribute breaks a rule
     *     of Split's that is known here; with {@link RefusedAttributesException} if Split refuses some of them, with the reasons (400); with
     *     {@link dev.tricolor.NotFoundException} if there is no such workspace or traffic type (404)
     * @see <a href="https://docs.split.io/reference/bulk-save-attribute-via-json">Bulk upload attributes via JSON</a>
     */
    public CompletableFuture<@Nullable Void> saveAll(String workspaceId, String trafficTypeId, Block<AttributesBuilder> block) {
        return futures.done(c -> attributes.saveAll(workspaceId, trafficTypeId, block, c));
    }

    /**
     * Saves the attributes of a CSV in one request. Those that are there already are replaced. All of them are saved, or none.
     *
     * <p>It is UTF-8, of at most 1 MB (1,048,576 bytes) and 1,000 rows, and sent as it stands. Split documents its columns only for the same
     * upload in its user interface: a heading {@code ID,Name,Description,Type,SuggestedValues}, and for each attribute a row, where what is
     * not known is left empty and suggested values stand in quotes, between commas.
     *
     * @param csv read on a thread of the client
     * @return fails with {@link java.io.IOException} if {@code csv} cannot be read, and with {@link dev.tricolor.InvalidPayloadException} if
     *     it is too large, is not UTF-8, or has no rows or too many, and nothing is sent; with {@link RefusedAttributesException} if Split
     *     refuses some of its rows, with the reasons (400); with {@link dev.tricolor.BadRequestException} if Split does not understand it
     *     (400); with {@link dev.tricolor.NotFoundException} if there is no such workspace or traffic type (404)
     * @see <a href="https://docs.split.io/reference/bulk-save-attribute-via-csv">Bulk upload attributes via CSV</a>
     */
    public CompletableFuture<@Nullable Void> importCsv(String workspaceId, String trafficTypeId, File csv) {
        return futures.done(c -> attributes.importCsv(workspaceId, trafficTypeId, csv, c));
    }

    /**
     * Saves the attributes of a CSV in one request, as {@link #importCsv(String, String, File)} does.
     *
     * @param csv read on a thread of the client, to its end or until it is too large; not closed
     */
    public CompletableFuture<@Nullable Void> importCsv(String workspaceId, String trafficTypeId, InputStream csv) {
        return futures.done(c -> attributes.importCsv(workspaceId, trafficTypeId, csv, c));
    }

    /**
     * Deletes an attribute. What identities hold of it goes too, up to a minute later.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such attribute (404)
     * @see <a href="https://docs.split.io/reference/delete-attribute">Delete attribute</a>
     */
    public CompletableFuture<@Nullable Void> delete(String workspaceId, String trafficTypeId, String attributeId) {
        return futures.done(c -> attributes.delete(workspaceId, trafficTypeId, attributeId, c));
    }
}
