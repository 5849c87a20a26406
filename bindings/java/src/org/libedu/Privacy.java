package org.libedu;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Policies for {@link Document#redact}, and encryption for one recipient: libsodium's sealed box in a container of
 * libedu's own. docs/privacy.md tells what both do and don't give. Overwrite arrays with keys and passwords after use.
 */
public final class Privacy {
	private Privacy() {
	}

	/**
	 * The policies that come with libedu.
	 *
	 * @return name to JSON
	 */
	public static Map<String, String> policies() {
		Map<String, String> found = new LinkedHashMap<>();
		for (JsonLine line : JsonLine.parseAll(NativeJNI.edb_policies()))
			found.put(line.text("name"), line.text("policy"));
		return found;
	}

	/**
	 * Encrypt for one recipient. Nobody knows who made it: sign first.
	 *
	 * @param data      any bytes
	 * @param recipient their public key of type X25519: JWK, PEM, Multikey or did:key
	 * @return the container
	 * @throws EduKeyException when it is no such key
	 */
	public static byte[] encrypt(byte[] data, byte[] recipient) {
		return NativeJNI.edb_encrypt(data, Objects.requireNonNull(recipient));
	}

	/**
	 * Open what {@link #encrypt} made.
	 *
	 * @param data     the container
	 * @param key      the private key: JWK, PEM, or a key file of edu keygen
	 * @param password for a key that is encrypted; null: none
	 * @return the bytes
	 * @throws EduKeyException     when it is for another key, or the key can't be used
	 * @throws EduInvalidException when it was changed
	 * @throws EduFormatException  when it is no container
	 */
	public static byte[] decrypt(byte[] data, byte[] key, byte[] password) {
		return NativeJNI.edb_decrypt(data, Objects.requireNonNull(key), password);
	}
}
