package org.libedu;

/** What a conversion made. Closing it closes the document. */
public final class Result implements AutoCloseable {
	private final Document document;
	private final Ledger ledger;

	Result(Document document, Ledger ledger) {
		this.document = document;
		this.ledger = ledger;
	}

	/**
	 * The new document.
	 *
	 * @return not null
	 */
	public Document getDocument() {
		return document;
	}

	/**
	 * What became of every value.
	 *
	 * @return not null
	 */
	public Ledger getLedger() {
		return ledger;
	}

	@Override
	public void close() {
		document.close();
	}
}
