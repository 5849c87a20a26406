package org.libedu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The answer for one document. Closing it closes its document. */
public final class Verdict implements AutoCloseable {
	private final JsonLine head;
	private final List<Signature> signatures;
	private final List<Remark> remarks;
	private final Document document;

	/** Something to be told beside the axes of a signature. */
	public static final class Remark {
		private final JsonLine line;

		private Remark(JsonLine line) {
			this.line = line;
		}

		/**
		 * What it is.
		 *
		 * @return "statement", in words to be used as they are; "warning"; "extra": present and not verified
		 */
		public String getKind() {
			return line.text("kind");
		}

		/**
		 * What it rests on.
		 *
		 * @return the id of a rule
		 */
		public String getRule() {
			return line.text("rule");
		}

		/**
		 * The sentence.
		 *
		 * @return foreign text may be in it: escape it
		 */
		public String getText() {
			return line.text("text");
		}
	}

	/** One signature, seal or proof: each axis answers for itself. */
	public static final class Signature {
		private final JsonLine line;
		private final List<Remark> remarks;

		private Signature(JsonLine line, List<Remark> remarks) {
			this.line = line;
			this.remarks = remarks;
		}

		/**
		 * An axis, or what is told beside them, by the name that docs/bindings.md lists.
		 *
		 * @param name such as "integrity", "binding", "trust", "period", "algorithm", "signer", "rule"
		 * @return its value; "" where there is nothing to say
		 */
		public String get(String name) {
			if (!line.has(name))
				throw new IllegalArgumentException(name);
			return line.text(name);
		}

		/**
		 * In the words of EN 319 102-1.
		 *
		 * @return "TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE"
		 */
		public String getIndication() {
			return line.text("indication");
		}

		/**
		 * What is to be told of it.
		 *
		 * @return in order
		 */
		public List<Remark> getRemarks() {
			return List.copyOf(remarks);
		}
	}

	Verdict(List<JsonLine> lines, Document document) {
		head = lines.get(0);
		this.document = document;
		int count = (int) head.number("count");
		List<List<Remark>> told = new ArrayList<>();
		for (int i = 0; i <= count; i++)
			told.add(new ArrayList<>());
		for (JsonLine line : lines.subList(1 + count, lines.size()))
			told.get((int) line.number("on")).add(new Remark(line));
		signatures = new ArrayList<>();
		for (int i = 1; i <= count; i++)
			signatures.add(new Signature(lines.get(i), told.get(i)));
		remarks = told.get(0);
	}

	/**
	 * In the words of EN 319 102-1.
	 *
	 * @return "TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE", "NOT-SIGNED"
	 */
	public String getIndication() {
		return head.text("indication");
	}

	/**
	 * What goes with it.
	 *
	 * @return "FORMAT_FAILURE", …; "" for none
	 */
	public String getSubIndication() {
		return head.text("sub_indication");
	}

	/**
	 * Passed, and the credential is neither revoked, suspended nor outside its own validity.
	 *
	 * @return whether it is
	 */
	public boolean isGood() {
		return head.number("good") != 0;
	}

	/**
	 * What status lists say of the credential.
	 *
	 * @return "none", "good", "revoked", …
	 */
	public String getStatus() {
		return head.text("status");
	}

	/**
	 * Exactly what was signed.
	 *
	 * @return empty where nothing is, or it does not hold
	 */
	public Optional<String> getPayload() {
		return head.has("payload") ? Optional.of(head.text("payload")) : Optional.empty();
	}

	/**
	 * One for each signature.
	 *
	 * @return in the order in which they stand
	 */
	public List<Signature> getSignatures() {
		return List.copyOf(signatures);
	}

	/**
	 * On the document as a whole.
	 *
	 * @return in order
	 */
	public List<Remark> getRemarks() {
		return List.copyOf(remarks);
	}

	/**
	 * What was signed, where libedu can read it.
	 *
	 * @return parsed from exactly those bytes
	 */
	public Optional<Document> getDocument() {
		return Optional.ofNullable(document);
	}

	@Override
	public void close() {
		if (document != null)
			document.close();
	}
}
