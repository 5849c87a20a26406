package org.libedu;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Signatures: verdicts on them, seals and proofs made, selective disclosure. docs/trust.md says what a verdict means.
 * Nothing is opened but what is handed in.
 */
public final class Trust {
	private Trust() {
	}

	/**
	 * Something with a name, or without: an anchor and its owner, a key and its password, bytes and their URL.
	 */
	public static final class Piece {
		private final byte[] name;
		private final byte[] data;

		private Piece(byte[] name, byte[] data) {
			this.name = name;
			this.data = data;
		}

		/**
		 * Without a name: an anchor whose owner nobody said, a key that is not encrypted.
		 *
		 * @param data certificates or keys, in any form that libedu reads
		 * @return the piece
		 */
		public static Piece of(byte[] data) {
			return new Piece(new byte[0], data.clone());
		}

		/**
		 * With a name.
		 *
		 * @param name the owner of an anchor, or the URL at which the bytes stand
		 * @param data the bytes
		 * @return the piece
		 */
		public static Piece of(String name, byte[] data) {
			return new Piece(Utf8.encode(name), data.clone());
		}

		/**
		 * A key that is encrypted. The password is copied, and can be overwritten afterwards; the copy goes with forget().
		 *
		 * @param password what opens it
		 * @param data     the key
		 * @return the piece
		 */
		public static Piece encrypted(char[] password, byte[] data) {
			ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
			byte[] name = new byte[encoded.remaining()];
			encoded.get(name);
			Arrays.fill(encoded.array(), (byte) 0);
			return new Piece(name, data.clone());
		}

		/** Overwrite what it holds: a key, a password. */
		public void forget() {
			Arrays.fill(name, (byte) 0);
			Arrays.fill(data, (byte) 0);
		}

		private static void add(ByteArrayOutputStream out, byte[] part) {
			out.write(ByteBuffer.allocate(4).putInt(part.length).array(), 0, 4);
			out.write(part, 0, part.length);
		}

		/* As bindings/edb_trust.h has them. */
		static byte[] join(Collection<Piece> pieces) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			for (Piece piece : pieces) {
				add(out, piece.name);
				add(out, piece.data);
			}
			return out.toByteArray();
		}
	}

	/**
	 * The verdict on a document's signatures. A bad signature is an answer, not an exception.
	 *
	 * @param data    the document
	 * @param anchors whom you trust: certificates, keys, JWK sets, DIDs; named by their owner where that is known
	 * @param options the time to judge by, and what is demanded
	 * @return the verdict; to be closed
	 */
	public static Verdict verify(byte[] data, Collection<Piece> anchors, VerifyOptions options) {
		return Document.judged(NativeJNI.edb_verify(Utf8.encode(options.at.toString()), options.allowWeak ? 1 : 0,
				options.holderBinding ? 1 : 0, Utf8.encode(options.audience), Utf8.encode(options.nonce),
				Utf8.encode(options.domain), Utf8.encode(options.challenge), Piece.join(anchors),
				Piece.join(options.resources), data));
	}

	/**
	 * Seal a document, or add a proof to it.
	 *
	 * @param data  the document; its bytes are kept
	 * @param suite "jades", "xmldsig", "vc-jwt", "eddsa-jcs-2022", …; null: by document and key
	 * @param keys  the key, and the certificates that go with it
	 * @param at    the time of signing that is claimed
	 * @return what was made
	 */
	public static byte[] sign(byte[] data, String suite, Collection<Piece> keys, Instant at) {
		return NativeJNI.edb_sign(Utf8.encode(suite), Utf8.encode(at.toString()), null, null, null, null, null, null, null, 0,
				null, Piece.join(keys), data);
	}

	/**
	 * An SD-JWT whose claims can be disclosed one by one.
	 *
	 * @param data   a JSON object; with a policy that has a claim, the document
	 * @param policy "transcript", "diploma", or a policy of one's own as JSON; null: none
	 * @param hidden JSON Pointers of further claims that can be disclosed by themselves
	 * @param holder the holder's public key, a JWK; null: bound to nobody
	 * @param keys   the key, and the certificates that go with it
	 * @param at     the time of issuing
	 * @return the token with all its disclosures
	 */
	public static byte[] issue(byte[] data, String policy, List<String> hidden, String holder, Collection<Piece> keys, Instant at) {
		return NativeJNI.edb_sign(Utf8.encode("sd-jwt"), Utf8.encode(at.toString()), null, null, null, null,
				Utf8.encode(policy), null, Utf8.encode(String.join("\n", hidden)), 0, Utf8.encode(holder), Piece.join(keys),
				data);
	}

	/**
	 * A selection of what an SD-JWT discloses.
	 *
	 * @param token  as it was issued
	 * @param shown  JSON Pointers of what is shown
	 * @param policy by which it was issued: what goes together is shown together; null: none
	 * @return the token with these disclosures
	 */
	public static byte[] present(byte[] token, List<String> shown, String policy) {
		return NativeJNI.edb_present(Utf8.encode(policy), Utf8.encode(String.join("\n", shown)), null, null, null, null, token);
	}

	/**
	 * The same with a proof that it is the holder's.
	 *
	 * @param token    as it was issued
	 * @param shown    JSON Pointers of what is shown
	 * @param policy   by which it was issued; null: none
	 * @param keys     the holder's key
	 * @param audience for whom the proof is
	 * @param nonce    what they asked to be repeated
	 * @param at       now
	 * @return the token with these disclosures and the proof
	 */
	public static byte[] present(byte[] token, List<String> shown, String policy, Collection<Piece> keys, String audience,
			String nonce, Instant at) {
		return NativeJNI.edb_present(Utf8.encode(policy), Utf8.encode(String.join("\n", shown)),
				Utf8.encode(Objects.requireNonNull(audience)), Utf8.encode(Objects.requireNonNull(nonce)),
				Utf8.encode(at.toString()), Piece.join(keys), token);
	}

	/**
	 * A new private key, as PKCS#8 in PEM. Overwrite it when it is stored.
	 *
	 * @param type "Ed25519", "P-256", "P-384", "P-521", "RSA"
	 * @return the key
	 */
	public static byte[] makeKey(String type) {
		return NativeJNI.edb_key_make(Utf8.encode(Objects.requireNonNull(type)), null);
	}

	/**
	 * The public key of a signer.
	 *
	 * @param keys the key
	 * @param form "jwk", "pem", "did" (did:key), "thumbprint" (RFC 7638)
	 * @return its text
	 */
	public static String publicKey(Collection<Piece> keys, String form) {
		return Utf8.decode(NativeJNI.edb_key_public(Utf8.encode(Objects.requireNonNull(form)), Piece.join(keys)));
	}
}
