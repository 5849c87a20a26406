package org.libedu;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What Trust.verify() demands; immutable. */
public final class VerifyOptions {
	final Instant at;
	final boolean allowWeak;
	final boolean holderBinding;
	final String audience;
	final String nonce;
	final String domain;
	final String challenge;
	final List<Trust.Piece> resources;

	private VerifyOptions(Instant at, boolean allowWeak, boolean holderBinding, String audience, String nonce, String domain,
			String challenge, List<Trust.Piece> resources) {
		this.at = at;
		this.allowWeak = allowWeak;
		this.holderBinding = holderBinding;
		this.audience = audience;
		this.nonce = nonce;
		this.domain = domain;
		this.challenge = challenge;
		this.resources = resources;
	}

	/**
	 * Nothing but a time.
	 *
	 * @param time to judge by: now
	 * @return options with that
	 */
	public static VerifyOptions at(Instant time) {
		return new VerifyOptions(Objects.requireNonNull(time), false, false, null, null, null, null, List.of());
	}

	/**
	 * Whether SHA-1 and short RSA keys of XML signatures will do, with a key that you gave.
	 *
	 * @param yes whether they do
	 * @return options with that
	 */
	public VerifyOptions allowWeak(boolean yes) {
		return new VerifyOptions(at, yes, holderBinding, audience, nonce, domain, challenge, resources);
	}

	/**
	 * Demand the holder's proof.
	 *
	 * @param forWhom  what it has to name; null: not asked
	 * @param repeated what it has to repeat; null: not asked
	 * @return options with that
	 */
	public VerifyOptions holder(String forWhom, String repeated) {
		return new VerifyOptions(at, allowWeak, true, forWhom, repeated, domain, challenge, resources);
	}

	/**
	 * What a Data Integrity proof has to name.
	 *
	 * @param forWhom  its domain; null: not asked
	 * @param repeated its challenge; null: not asked
	 * @return options with that
	 */
	public VerifyOptions proof(String forWhom, String repeated) {
		return new VerifyOptions(at, allowWeak, holderBinding, audience, nonce, forWhom, repeated, resources);
	}

	/**
	 * What stands at a URL that the document refers to: a status list, an issuer's document.
	 *
	 * @param url  as the document names it
	 * @param data what stands there
	 * @return options with that, too
	 */
	public VerifyOptions resource(String url, byte[] data) {
		List<Trust.Piece> more = new ArrayList<>(resources);
		more.add(Trust.Piece.of(url, data));
		return new VerifyOptions(at, allowWeak, holderBinding, audience, nonce, domain, challenge, more);
	}
}
