package org.libedu;

/** What became of a value in a conversion. */
public enum Outcome {
	/** The same text stands in the target. */
	EXACT,
	/** The target says it in another form, by a named rule. */
	DERIVED,
	/** Not said by the target, but travelling in it so that it comes back. */
	CARRIED,
	/** Not in the target. */
	LOST,
	/** A value of the target without a source. */
	DEFAULTED
}
