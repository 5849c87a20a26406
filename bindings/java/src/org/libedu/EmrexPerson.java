package org.libedu;

import java.util.Objects;

/** Whom a client of EMREX knows to be logged in. */
public final class EmrexPerson {
	final String familyName;
	final String givenNames;
	final String birthDate;

	/**
	 * A person.
	 *
	 * @param familyName the family name
	 * @param givenNames the given names
	 * @param birthDate  such as 2000-02-29; null: not known
	 */
	public EmrexPerson(String familyName, String givenNames, String birthDate) {
		this.familyName = Objects.requireNonNull(familyName);
		this.givenNames = Objects.requireNonNull(givenNames);
		this.birthDate = birthDate;
	}
}
