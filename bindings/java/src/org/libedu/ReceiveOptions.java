package org.libedu;

import java.time.Instant;
import java.util.Objects;

/** How Emrex.receive() decides; immutable. */
public final class ReceiveOptions {
	/** The signature is not checked; names and birth dates are to be equal. */
	public static final ReceiveOptions DEFAULTS = new ReceiveOptions(null, null, false, 0, false);

	final String certificate;
	final Instant at;
	final boolean allowWeak;
	final int nameDistance;
	final boolean withoutBirthDate;

	private ReceiveOptions(String certificate, Instant at, boolean allowWeak, int nameDistance, boolean withoutBirthDate) {
		this.certificate = certificate;
		this.at = at;
		this.allowWeak = allowWeak;
		this.nameDistance = nameDistance;
		this.withoutBirthDate = withoutBirthDate;
	}

	/**
	 * Verify the signature.
	 *
	 * @param pem  the provider's certificate, from the registry
	 * @param time to judge by: now
	 * @return options with that
	 */
	public ReceiveOptions certificate(String pem, Instant time) {
		return new ReceiveOptions(Objects.requireNonNull(pem), Objects.requireNonNull(time), allowWeak, nameDistance,
				withoutBirthDate);
	}

	/**
	 * Whether SHA-1 and short RSA keys will do, as many providers still use them.
	 *
	 * @param yes whether they do
	 * @return options with that
	 */
	public ReceiveOptions allowWeak(boolean yes) {
		return new ReceiveOptions(certificate, at, yes, nameDistance, withoutBirthDate);
	}

	/**
	 * How far names may differ.
	 *
	 * @param letters the largest distance that will do; 0: none
	 * @return options with that
	 */
	public ReceiveOptions nameDistance(int letters) {
		return new ReceiveOptions(certificate, at, allowWeak, letters, withoutBirthDate);
	}

	/**
	 * Whether a birth date may be missing, on either side.
	 *
	 * @param yes whether it may
	 * @return options with that
	 */
	public ReceiveOptions withoutBirthDate(boolean yes) {
		return new ReceiveOptions(certificate, at, allowWeak, nameDistance, yes);
	}
}
