package org.libedu;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.libedu.core.Catalogue;
import org.libedu.core.Credential;

/**
 * A document as it was read or made: nothing is dropped, numbers and dates keep their text.
 *
 * <p>Its memory is native: close it, or leave it to the garbage collector, which does not know how much there is.
 * After close() every method throws IllegalStateException. Closing waits for nothing: calls that are under way in
 * other threads end as usual, and the memory goes with the last of them.
 *
 * <p>Threads: documents don't change, so any number of threads may use one. Arguments are not null unless said
 * otherwise, nor are results.
 */
public final class Document implements AutoCloseable {
	private static final Cleaner CLEANER = Cleaner.create();

	private final Handle handle;
	private final Cleaner.Cleanable cleanable;
	private final AtomicReference<Document> core = new AtomicReference<>();   // the same in the core model

	private Document(long pointer) {
		handle = new Handle(pointer);
		cleanable = CLEANER.register(this, handle);
	}

	long enter() {
		return handle.enter();
	}

	/* Keeps the document from being collected, and so closed, between enter() and here. */
	void leave() {
		handle.leave();
		Reference.reachabilityFence(this);
	}

	boolean isClosed() {
		return handle.isClosed();
	}

	/**
	 * Read a document; its format is detected.
	 *
	 * @param data the bytes; copied
	 * @return the document
	 * @throws EduException when they can't be read
	 */
	public static Document read(byte[] data) {
		return read(data, ReadOptions.DEFAULTS);
	}

	/**
	 * Read a document.
	 *
	 * @param data    the bytes; copied
	 * @param options how
	 * @return the document
	 * @throws EduException when they can't be read
	 */
	public static Document read(byte[] data, ReadOptions options) {
		return new Document(NativeJNI.edb_open(Utf8.encode(options.format), data, options.lenient ? 1 : 0,
				options.keepOriginal ? 1 : 0));
	}

	/**
	 * Read a document from the bytes between a buffer's position and limit; neither changes. A direct buffer is
	 * read where it is.
	 *
	 * @param data    the bytes
	 * @param options how
	 * @return the document
	 * @throws EduException when they can't be read
	 */
	public static Document read(ByteBuffer data, ReadOptions options) {
		ByteBuffer part = data.slice();
		if (part.isDirect() && part.hasRemaining())
			return new Document(NativeJNI.edb_open_direct(Utf8.encode(options.format), part,
					options.lenient ? 1 : 0, options.keepOriginal ? 1 : 0));
		byte[] copy = new byte[part.remaining()];
		part.get(copy);
		return read(copy, options);
	}

	/**
	 * Read a document from a file; its format is detected.
	 *
	 * @param file the file
	 * @return the document
	 * @throws EduException when the bytes can't be read
	 * @throws IOException  when the file can't be read
	 */
	public static Document read(Path file) throws IOException {
		return read(Files.readAllBytes(file));
	}

	/**
	 * Read a document from a stream, up to its end; its format is detected. The stream is not closed.
	 *
	 * @param stream the stream
	 * @return the document
	 * @throws EduException when the bytes can't be read
	 * @throws IOException  when the stream can't be read
	 */
	public static Document read(InputStream stream) throws IOException {
		return read(stream.readAllBytes());
	}

	/* A decision on a response of EMREX, which may be all that there is. */
	static EmrexReply decided(long pointer) {
		Document made = new Document(pointer);
		JsonLine decision = JsonLine.parseAll(made.bytes(NativeJNI::edb_take_decision)).get(0);
		boolean whole = NativeJNI.edb_has_content(made.enter()) != 0;
		made.leave();
		if (whole)
			return new EmrexReply(decision, made);
		made.close();
		return new EmrexReply(decision, null);
	}

	/* A verdict on signatures, which may be all that there is. */
	static Verdict judged(long pointer) {
		Document made = new Document(pointer);
		List<JsonLine> lines = JsonLine.parseAll(made.bytes(NativeJNI::edb_take_verdict));
		boolean whole = NativeJNI.edb_has_content(made.enter()) != 0;
		made.leave();
		if (whole)
			return new Verdict(lines, made);
		made.close();
		return new Verdict(lines, null);
	}

	private interface Bytes {
		byte[] of(long document);
	}

	private byte[] bytes(Bytes call) {
		long pointer = enter();
		try {
			return call.of(pointer);
		} finally {
			leave();
		}
	}

	/**
	 * The name of its format.
	 *
	 * @return such as "elmo"
	 */
	public String getFormat() {
		return Utf8.decodeOrEmpty(bytes(NativeJNI::edb_format));
	}

	/**
	 * The version of its format.
	 *
	 * @return such as "1.7"
	 */
	public String getVersion() {
		return Utf8.decodeOrEmpty(bytes(NativeJNI::edb_format_version));
	}

	/**
	 * The exact bytes that were read.
	 *
	 * @return a copy; empty for a document that was made, or whose bytes were not kept
	 */
	public Optional<byte[]> getOriginal() {
		return Optional.ofNullable(bytes(NativeJNI::edb_original));
	}

	/**
	 * The top of its tree.
	 *
	 * @return the object, array or root element
	 */
	public Node getRoot() {
		long pointer = enter();
		try {
			return new Node(this, NativeJNI.edb_root(pointer));
		} finally {
			leave();
		}
	}

	/**
	 * What it says of a learner, as typed objects of the core model; made when first asked for, and closed with
	 * this document.
	 *
	 * @return the top of the core model
	 * @throws EduException when it can't be said in the core model
	 * @throws IllegalStateException for a document about courses alone, which has a catalogue
	 */
	public Credential getRecord() {
		return new Credential(top("Credential"));
	}

	/**
	 * What it says of courses apart from any learner, likewise.
	 *
	 * @return the top of the core model
	 * @throws EduException when it can't be said in the core model
	 * @throws IllegalStateException for a document that has a record
	 */
	public Catalogue getCatalogue() {
		return new Catalogue(top("Catalogue"));
	}

	private Node top(String wanted) {
		Document made = core.get();
		if (made == null || isClosed()) {
			made = converted("core", ConvertOptions.DEFAULTS, false);
			Document other = core.compareAndExchange(null, made);
			if (other != null) {
				made.close();
				made = other;
			}
		}
		Node root = made.getRoot();
		String found = root.getClassName();
		if (!found.equals(wanted))
			throw new IllegalStateException("the document is a " + found + ", not a " + wanted);
		return root;
	}

	/**
	 * The document in its own format. The same document gives the same bytes.
	 *
	 * @return the bytes
	 */
	public byte[] write() {
		return write(false);
	}

	/**
	 * The document in its own format.
	 *
	 * @param compact true: without line breaks and indentation of our own
	 * @return the bytes
	 */
	public byte[] write(boolean compact) {
		return bytes(pointer -> NativeJNI.edb_write(pointer, compact ? 1 : 0));
	}

	/**
	 * Write the document in its own format.
	 *
	 * @param stream where to; not closed
	 * @throws IOException when the stream takes no more
	 */
	public void writeTo(OutputStream stream) throws IOException {
		stream.write(write());
	}

	private Document converted(String target, ConvertOptions options, boolean account) {
		long pointer = enter();
		try {
			return new Document(NativeJNI.edb_convert(pointer, Utf8.encode(target), options.carry.ordinal(),
					options.strict ? 1 : 0, account ? 1 : 0, options.supplement));
		} finally {
			leave();
		}
	}

	/* The account of the conversion that made this document; to be asked for once. */
	private Ledger ledger() {
		long pointer = enter();
		try {
			Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
			for (Outcome outcome : Outcome.values())
				counts.put(outcome, NativeJNI.edb_ledger_count(pointer, outcome.ordinal()));
			return new Ledger(NativeJNI.edb_take_ledger(pointer), counts);
		} finally {
			leave();
		}
	}

	private void check(Ledger ledger) {
		long pointer = enter();
		try {
			NativeJNI.edb_check(pointer);
		} catch (EduLossException e) {
			e.setLedger(ledger);
			throw e;
		} finally {
			leave();
		}
	}

	/**
	 * Convert into another format or version.
	 *
	 * @param target "elm", "elmo@1.7", …
	 * @return the new document and what became of every value
	 * @throws EduException when there is no way
	 */
	public Result convert(String target) {
		return convert(target, ConvertOptions.DEFAULTS);
	}

	/**
	 * The smaller document that a policy leaves; a seal is gone afterwards. docs/privacy.md has the form of policies.
	 *
	 * @param policy    a name of {@link Privacy#policies()}, or JSON
	 * @param key       for pseudonyms: secret bytes, at least 16; null: none
	 * @param recipient for whom it is: pseudonyms differ from one to the next; null: nobody in particular
	 * @return the new document and what became of every value
	 * @throws EduInvalidException when the policy is none, or the schema demands what it removes
	 * @throws EduKeyException     when it makes pseudonyms and there is no key
	 */
	public Result redact(String policy, byte[] key, String recipient) {
		long pointer = enter();
		Document made;
		try {
			made = new Document(NativeJNI.edb_redact(pointer, Utf8.encode(policy), Utf8.encode(recipient), key));
		} finally {
			leave();
		}
		return new Result(made, made.ledger());
	}

	/**
	 * Convert into another format or version.
	 *
	 * @param target  "elm", "elmo@1.7", …
	 * @param options how
	 * @return the new document and what became of every value
	 * @throws EduLossException when the options are strict and something would be lost
	 * @throws EduException     when there is no way
	 */
	public Result convert(String target, ConvertOptions options) {
		Document made = converted(target, options, true);
		try {
			Ledger ledger = made.ledger();
			made.check(ledger);
			return new Result(made, ledger);
		} catch (EduException e) {
			made.close();
			throw e;
		}
	}

	/**
	 * Check it against the tables and rules of its format.
	 *
	 * @return what there is to know, in document order
	 */
	public List<Finding> validate() {
		return validate(null);
	}

	/**
	 * Check it against a profile.
	 *
	 * @param profile its name; null: the tables and rules of its format
	 * @return what there is to know, in document order
	 * @throws EduException when the profile is not known
	 */
	public List<Finding> validate(String profile) {
		byte[] lines = bytes(pointer -> NativeJNI.edb_validate(pointer, Utf8.encode(profile)));
		return Finding.all(JsonLine.parseAll(lines));
	}

	/** Free it. May be called again. */
	@Override
	public void close() {
		cleanable.clean();
		Document made = core.get();
		if (made != null)
			made.close();
	}

	@Override
	public String toString() {
		return isClosed() ? "Document closed" : "Document " + getFormat() + "@" + getVersion();
	}
}
