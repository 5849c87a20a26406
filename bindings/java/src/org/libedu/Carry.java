package org.libedu;

/** What becomes of values that have no place in the target of a conversion. */
public enum Carry {
	/** They are lost, and the ledger says so. */
	NONE,
	/** They travel in the target's extension places and come back. */
	RESIDUE,
	/** The source travels inside the target, byte for byte. */
	ORIGINAL
}
