package org.libedu;

/** How bad a finding is. */
public enum Severity {
	/** The document is invalid. */
	ERROR,
	/** Allowed, and probably a mistake. */
	WARNING,
	/** Good to know. */
	INFO
}
