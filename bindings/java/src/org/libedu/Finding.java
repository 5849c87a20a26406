package org.libedu;

import java.util.Locale;

/** One thing to know about a document. Immutable. */
public final class Finding {
	private final JsonLine row;

	Finding(JsonLine row) {
		this.row = row;
	}

	/**
	 * How bad it is.
	 *
	 * @return the severity; without {@link Severity#ERROR} among its findings a document is valid
	 */
	public Severity getSeverity() {
		return Severity.valueOf(row.text("severity").toUpperCase(Locale.ROOT));
	}

	/**
	 * The rule behind it.
	 *
	 * @return its id, such as "elmo/missing"
	 */
	public String getRule() {
		return row.text("rule");
	}

	/**
	 * The place in the document.
	 *
	 * @return a JSON Pointer or /elmo/report[1]/…
	 */
	public String getPath() {
		return row.text("path");
	}

	/**
	 * What was expected and what to do.
	 *
	 * @return one line that holds no value of the document
	 */
	public String getMessage() {
		return row.text("message");
	}

	/**
	 * The line.
	 *
	 * @return from 1; 0 where not known
	 */
	public int getLine() {
		return (int) row.number("line");
	}

	/**
	 * The column.
	 *
	 * @return in bytes, from 1; 0 where not known
	 */
	public int getColumn() {
		return (int) row.number("column");
	}

	@Override
	public String toString() {
		return getLine() + ": " + row.text("severity") + " " + getRule() + " " + getPath() + ": "
				+ getMessage();
	}
}
