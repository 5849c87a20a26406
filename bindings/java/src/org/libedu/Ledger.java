package org.libedu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The account of a conversion: an entry for every value of the source, and for every value that the target received
 * without one. Immutable; it can be used after its documents are closed, and by many threads.
 */
public final class Ledger {
	private final byte[] lines;
	private final Map<Outcome, Long> counts;

	Ledger(byte[] lines, Map<Outcome, Long> counts) {
		this.lines = lines;
		this.counts = Collections.unmodifiableMap(new EnumMap<>(counts));
	}

	/**
	 * How many entries have which outcome.
	 *
	 * @return a count for every outcome; can't be changed
	 */
	public Map<Outcome, Long> getCounts() {
		return counts;
	}

	/**
	 * How many entries have one outcome.
	 *
	 * @param outcome the outcome; not null
	 * @return how many
	 */
	public long count(Outcome outcome) {
		return counts.get(outcome);
	}

	/**
	 * The entries, taken from the report at every call.
	 *
	 * @return all of them, in document order
	 */
	public List<LedgerEntry> getEntries() {
		List<LedgerEntry> entries = new ArrayList<>();
		for (JsonLine row : JsonLine.parseAll(lines))
			if (row.has("outcome"))
				entries.add(new LedgerEntry(row));
		return entries;
	}

	/**
	 * The report as JSON Lines, the same as {@code edu convert --report} writes.
	 *
	 * @return a copy
	 */
	public byte[] toBytes() {
		return lines.clone();
	}

	@Override
	public String toString() {
		return counts.toString();
	}
}
