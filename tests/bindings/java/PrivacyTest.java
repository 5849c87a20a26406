package org.libedu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Smaller documents, and encryption for one recipient. */
class PrivacyTest {
	/** A pair for tests alone. */
	private static final String PUBLIC = "1c9d96b35b78924524d4097d1d911ff2cdc1b09fc59963365901a0e21e522a75";
	private static final String PRIVATE = "77076d0a7318a57d3c16c17251b26645df4cfb71c3fb3ef18a5ed2b6b2c3c5e4";

	private static String base64(String hex) {
		byte[] bytes = new byte[hex.length() / 2];
		for (int i = 0; i < bytes.length; i++)
			bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Test
	void policiesHaveNames() {
		assertTrue(Privacy.policies().containsKey("results-only"));
		assertTrue(Privacy.policies().get("pseudonymous").contains("\"otherwise\""));
	}

	@Test
	void redactsByName() {
		try (Document doc = Document.read(Documents.transcript()); Result result = doc.redact("results-only", null, null)) {
			assertEquals("elmo", result.getDocument().getFormat());
			assertTrue(result.getLedger().count(Outcome.LOST) > 0);
			assertTrue(result.getLedger().count(Outcome.EXACT) > 0);
		}
	}

	@Test
	void pseudonymsNeedKeys() {
		try (Document doc = Document.read(Documents.transcript())) {
			EduException e = assertThrows(EduKeyException.class, () -> doc.redact("pseudonymous", null, null));
			assertEquals("redact/key", e.getRule());
			try (Result one = doc.redact("pseudonymous", new byte[32], "a");
					Result other = doc.redact("pseudonymous", new byte[32], "b")) {
				assertFalse(Arrays.equals(one.getDocument().write(), other.getDocument().write()));
			}
		}
	}

	@Test
	void badPoliciesAreTold() {
		try (Document doc = Document.read(Documents.transcript())) {
			assertThrows(EduInvalidException.class, () -> doc.redact("{}", null, null));
			assertThrows(EduInvalidException.class, () -> doc.redact("no such policy", null, null));
		}
	}

	@Test
	void closedDocumentsAreTold() {
		Document doc = Document.read(Documents.transcript());
		doc.close();
		assertThrows(IllegalStateException.class, () -> doc.redact("results-only", null, null));
	}

	@Test
	void encryptedBytesComeBack() {
		String jwk = "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"" + base64(PUBLIC) + "\"";
		byte[] plain = {0, 1, -1, 127};
		byte[] box = Privacy.encrypt(plain, bytes(jwk + "}"));
		byte[] key = keyOf(jwk);
		assertArrayEquals(plain, Privacy.decrypt(box, key, null));
		byte[] changed = box.clone();
		changed[changed.length - 1] ^= 1;
		assertThrows(EduInvalidException.class, () -> Privacy.decrypt(changed, key, null));
		assertThrows(EduFormatException.class, () -> Privacy.decrypt(plain, key, null));
		assertThrows(EduKeyException.class, () -> Privacy.encrypt(plain, bytes("no key")));
		assertThrows(NullPointerException.class, () -> Privacy.encrypt(plain, null));
	}

	private static byte[] keyOf(String jwk) {
		return bytes(jwk + ",\"d\":\"" + base64(PRIVATE) + "\"}");
	}
}
