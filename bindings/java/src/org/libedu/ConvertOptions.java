package org.libedu;

/** How to convert a document. Immutable: every method returns new options. */
public final class ConvertOptions {
	/** Nothing is carried, losses are allowed, no supplement. */
	public static final ConvertOptions DEFAULTS = new ConvertOptions(Carry.NONE, false, null);

	final Carry carry;
	final boolean strict;
	final byte[] supplement;

	private ConvertOptions(Carry carry, boolean strict, byte[] supplement) {
		this.carry = carry;
		this.strict = strict;
		this.supplement = supplement;
	}

	/**
	 * What becomes of values that have no place in the target.
	 *
	 * @param value not null
	 * @return options with that
	 */
	public ConvertOptions carry(Carry value) {
		return new ConvertOptions(value, strict, supplement);
	}

	/**
	 * Whether to throw {@link EduLossException} when something would be lost.
	 *
	 * @param value true: throw
	 * @return options with that
	 */
	public ConvertOptions strict(boolean value) {
		return new ConvertOptions(carry, value, supplement);
	}

	/**
	 * What the source lacks.
	 *
	 * @param json a JSON object in UTF-8, copied; null: nothing
	 * @return options with that
	 */
	public ConvertOptions supplement(byte[] json) {
		return new ConvertOptions(carry, strict, json == null ? null : json.clone());
	}
}
