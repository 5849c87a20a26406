package org.libedu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** One thing to know about a document. Immutable. */
public final class Finding {
	private final JsonLine row;
	private final List<FindingPlace> also;

	private Finding(JsonLine row, List<FindingPlace> also) {
		this.row = row;
		this.also = also;
	}

	/* Each line of a finding tells how many of its other places follow it. */
	static List<Finding> all(List<JsonLine> lines) {
		List<Finding> found = new ArrayList<>();
		for (Iterator<JsonLine> at = lines.iterator(); at.hasNext();) {
			JsonLine row = at.next();
			List<FindingPlace> also = new ArrayList<>();
			for (long places = row.number("places"); places > 0; places--)
				also.add(new FindingPlace(at.next()));
			found.add(new Finding(row, Collections.unmodifiableList(also)));
		}
		return found;
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

	/**
	 * Its other places: a node of a credential may stand in many.
	 *
	 * @return at most 1,000, in document order; can't be changed
	 */
	public List<FindingPlace> getAlso() {
		return also;
	}

	@Override
	public String toString() {
		return getLine() + ": " + row.text("severity") + " " + getRule() + " " + getPath() + ": "
				+ getMessage();
	}
}
