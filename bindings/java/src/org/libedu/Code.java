package org.libedu;

/** One code of a {@link Scheme}. Immutable. */
public final class Code {
	private final String base;
	private final JsonLine row;

	Code(String base, JsonLine row) {
		this.base = base;
		this.row = row;
	}

	/**
	 * The code itself.
	 *
	 * @return as in the concept's IRI: "IRL", "ENG", "0613"
	 */
	public String getCode() {
		return row.text("code");
	}

	/**
	 * The concept's IRI.
	 *
	 * @return the scheme's base and the code
	 */
	public String getIri() {
		return base + getCode();
	}

	/**
	 * What others call it.
	 *
	 * @return ISO 3166-1 alpha-2, ISO 639-1, a media type, "ects"; "": nothing
	 */
	public String getOther() {
		return row.text("other");
	}

	/**
	 * Its English name.
	 *
	 * @return "" where it is not held
	 */
	public String getLabel() {
		return row.text("label");
	}

	@Override
	public String toString() {
		return getCode();
	}
}
