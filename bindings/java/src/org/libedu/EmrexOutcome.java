package org.libedu;

/** What a provider of EMREX answers; the order is that of the native library. */
public enum EmrexOutcome {
	/** Here is the transcript. */
	OK,
	/** Something went wrong; the message says what. */
	ERROR,
	/** There are no results of this learner. */
	NO_RESULTS,
	/** The learner changed their mind. */
	CANCELLED
}
