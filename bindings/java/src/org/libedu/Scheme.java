package org.libedu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One controlled vocabulary, such as the authority list of countries. Immutable. */
public final class Scheme {
	private final JsonLine row;
	private final List<Code> codes = new ArrayList<>();
	private final Map<String, Code> byCode = new HashMap<>();
	private final Map<String, Code> byOther = new HashMap<>();

	Scheme(List<JsonLine> rows) {
		row = rows.get(0);
		for (JsonLine line : rows.subList(1, rows.size())) {
			Code code = new Code(getBase(), line);
			codes.add(code);
			byCode.put(code.getCode(), code);
			byCode.put(code.getIri(), code);
			if (!code.getOther().isEmpty()) byOther.put(code.getOther(), code);
		}
	}

	/**
	 * Its name.
	 *
	 * @return such as "country"
	 */
	public String getName() {
		return row.text("name");
	}

	/**
	 * Its IRI.
	 *
	 * @return what inScheme says of its concepts
	 */
	public String getIri() {
		return row.text("iri");
	}

	/**
	 * What the IRIs of its concepts begin with.
	 *
	 * @return the IRI of a concept without its code
	 */
	public String getBase() {
		return row.text("base");
	}

	/**
	 * Whether the list was published whole.
	 *
	 * @return false where some of its codes are not known
	 */
	public boolean isComplete() {
		return row.number("complete") != 0;
	}

	/**
	 * Its codes.
	 *
	 * @return all of them, in the order of their bytes; not to be changed
	 */
	public List<Code> getCodes() {
		return Collections.unmodifiableList(codes);
	}

	/**
	 * A code by itself, or by its concept's IRI.
	 *
	 * @param code such as "IRL"
	 * @return empty where the scheme has none
	 */
	public Optional<Code> find(String code) {
		return Optional.ofNullable(byCode.get(code));
	}

	/**
	 * A code by what others call it.
	 *
	 * @param other such as "IE", "en", "application/pdf", "ects"
	 * @return empty where the scheme has none
	 */
	public Optional<Code> findOther(String other) {
		return Optional.ofNullable(byOther.get(other));
	}

	@Override
	public String toString() {
		return getName();
	}
}
