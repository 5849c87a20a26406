package org.libedu;

/** One version of a format, and what can be done with it. Immutable. */
public final class Format {
	private final JsonLine row;

	Format(JsonLine row) {
		this.row = row;
	}

	/**
	 * Its name.
	 *
	 * @return such as "elmo"
	 */
	public String getName() {
		return row.text("name");
	}

	/**
	 * Its version.
	 *
	 * @return such as "1.7"
	 */
	public String getVersion() {
		return row.text("version");
	}

	/**
	 * Its name for people.
	 *
	 * @return such as "EMREX ELMO"
	 */
	public String getTitle() {
		return row.text("title");
	}

	/**
	 * What it is written in.
	 *
	 * @return "xml" or "json"
	 */
	public String getSyntax() {
		return row.text("syntax");
	}

	/**
	 * Whether it can be read.
	 *
	 * @return true where it can
	 */
	public boolean canRead() {
		return row.number("reads") != 0;
	}

	/**
	 * Whether it can be written.
	 *
	 * @return true where it can
	 */
	public boolean canWrite() {
		return row.number("writes") != 0;
	}

	/**
	 * Whether the bare name means this version as a target.
	 *
	 * @return true where it does
	 */
	public boolean isDefault() {
		return row.number("default") != 0;
	}

	@Override
	public String toString() {
		return getName() + "@" + getVersion();
	}
}
