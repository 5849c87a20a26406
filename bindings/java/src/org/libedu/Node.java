package org.libedu;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/**
 * A place in a document's tree; its iterator goes over its children. It keeps its document alive; after the
 * document's close() every method throws IllegalStateException.
 *
 * <p>Threads: as for {@link Document}.
 */
public final class Node implements Iterable<Node> {
	private final Document document;
	private final int ref;

	private interface Bytes {
		byte[] of(long document, int ref);
	}

	private interface Number {
		int of(long document, int ref);
	}

	private interface Place {
		long of(long document, int ref);
	}

	Node(Document document, int ref) {
		this.document = document;
		this.ref = ref;
	}

	private byte[] bytes(Bytes call) {
		long pointer = document.enter();
		try {
			return call.of(pointer, ref);
		} finally {
			document.leave();
		}
	}

	private int number(Number call) {
		long pointer = document.enter();
		try {
			return call.of(pointer, ref);
		} finally {
			document.leave();
		}
	}

	private long place(Place call) {
		long pointer = document.enter();
		try {
			return call.of(pointer, ref);
		} finally {
			document.leave();
		}
	}

	private Optional<Node> at(int other) {
		return other == 0 ? Optional.empty() : Optional.of(new Node(document, other));
	}

	/**
	 * The document it belongs to.
	 *
	 * @return not null
	 */
	public Document getDocument() {
		return document;
	}

	/**
	 * What it is.
	 *
	 * @return its kind
	 */
	public Kind getKind() {
		return Kind.of(number(NativeJNI::edb_node_kind));
	}

	/**
	 * Its name as written.
	 *
	 * @return a member's name, or the qualified name of an element or attribute; "" for entries of arrays
	 */
	public String getName() {
		return Utf8.decodeOrEmpty(bytes(NativeJNI::edb_node_name));
	}

	/**
	 * Its class in the tables of the format.
	 *
	 * @return such as "LearningAchievement"; "" where they know none
	 */
	public String getClassName() {
		return Utf8.decodeOrEmpty(bytes(NativeJNI::edb_node_class));
	}

	/**
	 * Its own text.
	 *
	 * @return the text; empty where it has none
	 */
	public Optional<String> getText() {
		return Optional.ofNullable(Utf8.decode(bytes(NativeJNI::edb_node_text)));
	}

	/**
	 * The node above it.
	 *
	 * @return empty at the top
	 */
	public Optional<Node> getParent() {
		return at(number(NativeJNI::edb_node_parent));
	}

	/**
	 * Its first child.
	 *
	 * @return empty where it has none
	 */
	public Optional<Node> getFirst() {
		return at(number(NativeJNI::edb_node_first));
	}

	/**
	 * The sibling behind it.
	 *
	 * @return empty behind the last
	 */
	public Optional<Node> getNext() {
		return at(number(NativeJNI::edb_node_next));
	}

	/**
	 * The first child of a name.
	 *
	 * @param name as the tables call it or as written; not null
	 * @return empty where there is none
	 */
	public Optional<Node> getChild(String name) {
		if (name.indexOf('\0') >= 0)
			return Optional.empty();
		byte[] text = Utf8.encode(name);
		return at(number((pointer, at) -> NativeJNI.edb_node_child(pointer, at, text)));
	}

	/**
	 * What a link leads to.
	 *
	 * @return for any other node itself
	 */
	public Node resolve() {
		return new Node(document, number(NativeJNI::edb_node_resolve));
	}

	/**
	 * Its path as in reports.
	 *
	 * @return a JSON Pointer or /elmo/report[1]/…
	 */
	public String getPath() {
		return Utf8.decode(bytes(NativeJNI::edb_node_path));
	}

	/**
	 * The line where it stands in the original.
	 *
	 * @return from 1; 0 where not known
	 */
	public int getLine() {
		return (int) (place(NativeJNI::edb_node_place) >>> 32);
	}

	/**
	 * The column where it stands in the original.
	 *
	 * @return in bytes, from 1; 0 where not known
	 */
	public int getColumn() {
		return (int) place(NativeJNI::edb_node_place);
	}

	@Override
	public Iterator<Node> iterator() {
		return new Iterator<Node>() {
			private Node next = getFirst().orElse(null);

			@Override
			public boolean hasNext() {
				return next != null;
			}

			@Override
			public Node next() {
				if (next == null)
					throw new NoSuchElementException();
				Node now = next;
				next = now.getNext().orElse(null);
				return now;
			}
		};
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Node && ((Node) other).document == document && ((Node) other).ref == ref;
	}

	@Override
	public int hashCode() {
		return Objects.hash(System.identityHashCode(document), ref);
	}

	@Override
	public String toString() {
		return "Node " + ref + (document.isClosed() ? " closed" : " " + getKind() + " " + getName());
	}
}
