package org.libedu;

/** How to read a document. Immutable: every method returns new options. */
public final class ReadOptions {
	/** The format is detected, what is odd is refused, the bytes are kept. */
	public static final ReadOptions DEFAULTS = new ReadOptions(null, false, true);

	final String format;
	final boolean lenient;
	final boolean keepOriginal;

	private ReadOptions(String format, boolean lenient, boolean keepOriginal) {
		this.format = format;
		this.lenient = lenient;
		this.keepOriginal = keepOriginal;
	}

	/**
	 * What the bytes must be.
	 *
	 * @param name "elmo", "elm@3.2", …; null: detect
	 * @return options with that
	 */
	public ReadOptions format(String name) {
		return new ReadOptions(name, lenient, keepOriginal);
	}

	/**
	 * Whether to read what is refused by default where it can be read by names.
	 *
	 * @param value true: read it
	 * @return options with that
	 */
	public ReadOptions lenient(boolean value) {
		return new ReadOptions(format, value, keepOriginal);
	}

	/**
	 * Whether to keep a copy of the bytes. Without it {@link Carry#ORIGINAL} and seals don't work.
	 *
	 * @param value true: keep it
	 * @return options with that
	 */
	public ReadOptions keepOriginal(boolean value) {
		return new ReadOptions(format, lenient, value);
	}
}
