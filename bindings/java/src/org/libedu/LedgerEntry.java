package org.libedu;

import java.util.Locale;
import java.util.Optional;

/** What became of one value of the source, or where one value of the target came from. Immutable. */
public final class LedgerEntry {
	private final JsonLine row;

	LedgerEntry(JsonLine row) {
		this.row = row;
	}

	/**
	 * Where it stands in the source.
	 *
	 * @return its path; empty for a value that was defaulted
	 */
	public Optional<String> getSource() {
		return Optional.ofNullable(row.text("source"));
	}

	/**
	 * Where it stands in the target.
	 *
	 * @return its path; empty for a value that is not in it
	 */
	public Optional<String> getTarget() {
		return Optional.ofNullable(row.text("target"));
	}

	/**
	 * What became of it.
	 *
	 * @return the outcome
	 */
	public Outcome getOutcome() {
		return Outcome.valueOf(row.text("outcome").toUpperCase(Locale.ROOT));
	}

	/**
	 * The rule by which it did.
	 *
	 * @return its id; "" where there is none
	 */
	public String getRule() {
		String rule = row.text("rule");
		return rule == null ? "" : rule;
	}

	@Override
	public String toString() {
		return row.text("outcome") + " " + row.text("source") + " -> " + row.text("target");
	}
}
