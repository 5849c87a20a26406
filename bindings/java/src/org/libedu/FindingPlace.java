package org.libedu;

/** Where else the node or the value of a finding stands. Immutable. */
public final class FindingPlace {
	private final JsonLine row;

	FindingPlace(JsonLine row) {
		this.row = row;
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
		return getLine() + ": " + getPath();
	}
}
